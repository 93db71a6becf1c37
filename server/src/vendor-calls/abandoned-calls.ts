/** Stops waiting for vendors when the process must exit. */
export type AbandonedCalls = {
  /** Ends all current and future waits; each call ends as if its response was lost. */
  abandon(): void;
  hasBegun(): boolean;
  /** Resolves to the result of `call`, or to `fallback` once calls are abandoned. */
  race<T>(call: Promise<T>, fallback: T): Promise<T>;
};

/** Create one per process and share it among all gateways. */
export const makeAbandonedCalls = (): AbandonedCalls => {
  const waiting = new Set<() => void>();
  let abandoned = false;
  return {
    abandon() {
      abandoned = true;
      for (const end of waiting) end();
    },
    hasBegun: () => abandoned,
    async race(call, fallback) {
      const { promise, resolve } = Promise.withResolvers<typeof fallback>();
      const end = () => resolve(fallback);
      waiting.add(end);
      if (abandoned) end();
      try {
        return await Promise.race([call, promise]);
      } finally {
        waiting.delete(end);
      }
    },
  };
};
