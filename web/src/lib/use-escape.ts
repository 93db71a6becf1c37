import { useEffect, useEffectEvent } from 'react';

/** Escape clears search fields and our pickers. */
const isCleared = (input: HTMLInputElement): boolean =>
  input.type === 'search' || input.role === 'combobox';

/**
 * Returns true when Escape closes an open list, menu, dialog or calendar, or would clear or
 * lose typed text.
 */
const isTaken = ({ target }: KeyboardEvent, asks: boolean): boolean => {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="menu"], [role="listbox"], [aria-expanded="true"], dialog'))
    return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  if (target.type === 'date') return true;
  const mayBeLost = target.type !== 'checkbox' && target.type !== 'radio' && !asks;
  return target.value !== '' && (mayBeLost || isCleared(target));
};

/**
 * Runs `then` on Escape unless the focused control uses the key. With `asks`, the caller confirms
 * losing text, so a field that contains text does not block it.
 */
export const useEscape = (then: (() => void) | undefined, { asks = false } = {}): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isTaken(event, asks)) then?.();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    // The capture phase runs before the control has closed its list or menu.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
};
