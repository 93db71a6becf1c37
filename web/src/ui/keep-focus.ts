/**
 * Ref for what takes the place of the button that was pressed: the focus would fall back to the top of
 * the page. Whoever is somewhere else by then stays there.
 */
export const keepFocus = (element: HTMLElement | null): void => {
  if (document.activeElement === document.body) element?.focus();
};
