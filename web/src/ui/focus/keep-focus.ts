/**
 * Ref for an element that replaces the pressed button, or whose button is now disabled: focuses it,
 * because the browser would move the focus to the page. Does nothing when another element has the
 * focus.
 */
export const keepFocus = (element: HTMLElement | null): void => {
  const here = document.activeElement;
  if (here !== document.body && !here?.matches(':disabled')) return;
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
};
