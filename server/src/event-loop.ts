/** So long may one piece of work keep the thread before others get their turn. */
const sliceMs = 10;

let turnBegan = performance.now();
const waiting: (() => void)[] = [];

/** One piece of work goes on per turn, so that several at once do not add up to a long one. */
const nextTurn = (): void => {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(nextTurn);
};

/**
 * Called between the small steps of long work: lets the event loop turn once this thread has been busy for
 * about 10 ms, so that requests are served meanwhile.
 */
export const giveWay = async (): Promise<void> => {
  if (performance.now() - turnBegan < sliceMs) return;
  await new Promise<void>((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(nextTurn);
  });
};

/** Like `map`, giving way between the items. */
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
