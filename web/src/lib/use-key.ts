import { useEffect, useEffectEvent } from 'react';

/** Fields take the key as text; lists and menus search by it. */
const takesText = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element &&
  target.closest('input, textarea, select, [contenteditable], [role="menu"], [role="listbox"]') !==
    null;

/** Runs `then` when this key is pressed alone, while the page has the focus and nothing is typed. */
export const useKey = (key: string, then: (() => void) | undefined): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (!then || event.repeat || event.key.toLowerCase() !== key || !isAlone || takesText(event))
      return;
    event.preventDefault();
    then();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
