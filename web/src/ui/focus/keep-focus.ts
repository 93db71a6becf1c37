/**
 * Ref for what takes the place of the button that was pressed, or that can not be pressed any more: the
 * focus would fall back to the top of the page. Whoever is somewhere else by then stays there.
 */
export const keepFocus = (element: HTMLElement | null): void => {
  const here = document.activeElement;
  if (here !== document.body && !here?.matches(':disabled')) return;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
};
