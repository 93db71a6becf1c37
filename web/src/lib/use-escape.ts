import { useEffect, useEffectEvent } from 'react';

/** Whether the key means something nearer by: an open list, menu or calendar, or text that it clears. */
const isTaken = ({ target }: KeyboardEvent): boolean => {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role="menu"], [role="listbox"], [aria-expanded="true"]')) return true;
  if (target instanceof HTMLSelectElement) return true;
  if (!(target instanceof HTMLInputElement)) return false;
  return target.type === 'date' || (target.type !== 'checkbox' && target.value !== '');
};

/** Runs `then` on Escape, where it is given and nothing nearer by takes the key. */
export const useEscape = (then: (() => void) | undefined): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'Escape' && !isTaken(event)) then?.();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    // Before whatever it closes has closed.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);
};
