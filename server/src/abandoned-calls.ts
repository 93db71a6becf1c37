/** Ends waiting for vendors when a process has to stop. */
export type AbandonedCalls = {
  /** From now on no call is waited for; each ends as one whose response was lost. */
  abandon(): void;
  hasBegun(): boolean;
  /** Waits for `call`; resolves to `instead` as soon as calls are abandoned. */
  race<T>(call: Promise<T>, instead: T): Promise<T>;
};

/** One for all calls of a process. */
export const makeAbandonedCalls = (): AbandonedCalls => {
  const waiting = new Set<() => void>();
  let begun = false;
  return {
    abandon() {
      begun = true;
      for (const end of waiting) end();
    },
    hasBegun: () => begun,
    async race(call, instead) {
      const { promise, resolve } = Promise.withResolvers<typeof instead>();
      const end = () => resolve(instead);
      waiting.add(end);
      if (begun) end();
      try {
        return await Promise.race([call, promise]);
      } finally {
        waiting.delete(end);
      }
    },
  };
};
