import { useEffect, useEffectEvent } from 'react';

/** The browser's search fields and our pickers are emptied by it. */
const isCleared = (input: HTMLInputElement): boolean =>
  input.type === 'search' || input.role === 'combobox';

/** Whether the key means something nearer by: an open list, menu or calendar, or text that it clears. */
const isTaken = ({ target }: KeyboardEvent, asks: boolean): boolean => {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="menu"], [role="listbox"], [aria-expanded="true"]')) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.type === 'date') return true;
  const mayBeLost = target.type !== 'checkbox' && target.type !== 'radio' && !asks;
  return target.value !== '' && (mayBeLost || isCleared(target));
};

/**
 * Runs `then` on Escape, where it is given and nothing nearer by takes the key. From a field with text in
 * it only if it `asks` before that is lost.
 */
export const useEscape = (then: (() => void) | undefined, { asks = false } = {}): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isTaken(event, asks)) then?.();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    // Before whatever it closes has closed.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
};
