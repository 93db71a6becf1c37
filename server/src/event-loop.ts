/** Longest time that a step may block the thread before other work runs. */
const sliceMs = 10;

let turnBegan = performance.now();
const waiting: (() => void)[] = [];

/** Resumes one waiting task per turn, so that several tasks do not add up to a long block. */
const nextTurn = (): void => {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(nextTurn);
};

/**
 * Yields to the event loop once this thread has been busy for about 10 ms, so that requests are
 * served. Call it between the small steps of long work.
 */
export const giveWay = async (): Promise<void> => {
  if (performance.now() - turnBegan < sliceMs) return;
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(nextTurn);
  });
};

/** Like `map`, but yields to the event loop between items. */
export const mapInTurns = async <From, To>(
  items: readonly From[],
  map: (item: From) => To,
): Promise<To[]> => {
  const mapped: To[] = [];
  for (const item of items) {
    await giveWay();
    mapped.push(map(item));
  }
  return mapped;
};
