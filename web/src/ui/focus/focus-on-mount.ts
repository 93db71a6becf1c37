/**
 * Ref for what appears as the answer to something the user did: it is focused, and so read, and scrolled into
 * view at once.
 */
export const focusOnMount = (element: HTMLElement | null): void => {
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
};

/** The same for what need not be answered at once: the focus stays where the user works. */
export const showOnMount = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};
