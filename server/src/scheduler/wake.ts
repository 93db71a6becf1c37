const listeners = new Set<() => void>();

/** Tells the schedulers of this process that something became due. A hint: they poll all the same. */
export const wake = (): void => {
  for (const listener of listeners) listener();
};

/** Calls `listener` at each hint, until the returned function is called. */
export const onWake = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};
