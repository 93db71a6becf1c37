/**
 * Ref that focuses an element when it appears, so that screen readers announce it, and scrolls it
 * into view.
 */
export const focusOnMount = (element: HTMLElement | null): void => {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
};

/** Ref that scrolls an element into view without moving the focus. */
export const showOnMount = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};
