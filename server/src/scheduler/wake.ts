const listeners = new Set<() => void>();

/** Makes the schedulers of this process look for due turns now. Only a hint: they also poll. */
export const wake = (): void => {
  for (const listener of listeners) listener();
};

/** Calls `listener` on each wake-up; the returned function unsubscribes. */
export const onWake = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
