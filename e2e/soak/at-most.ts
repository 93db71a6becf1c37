/** Runs at most `limit` tasks at once; the others wait in a queue. */
export const atMost = (limit: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    async run<T>(work: () => Promise<T>): Promise<T> {
      if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
      running += 1;
      try {
        return await work();
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
};

export type Turns = ReturnType<typeof atMost>;
