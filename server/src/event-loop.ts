import { setTimeout as pause } from 'node:timers/promises';
import { waitOutsideItem } from './vendor-calls/item-time.ts';
import { currentReason } from './vendor-calls/urgency.ts';

/** Longest time that a user's work may block the thread before other work runs. */
const sliceMs = 10;

/**
 * The same for background work, and the rest that follows, in times of the slice's length. The limit
 * keeps a computer that is busy with other processes from making slices and rests ever longer.
 */
const background = { sliceMs: 3, rest: 3, maxRestMs: 30 };

let turnBegan = performance.now();
const waiting: (() => void)[] = [];

/** Resumes one waiting task per turn, so that several tasks do not add up to a long block. */
const nextTurn = (): void => {
  turnBegan = performance.now();
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(nextTurn);
};

let backgroundBegan: number | null = null;
let lastRest: Promise<unknown> = Promise.resolve();

/**
 * Resolves when the background slices before have ended and rested. The slice that begins then ends
 * with the current turn of the event loop.
 */
const nextBackgroundSlice = (): Promise<unknown> => {
  const restBefore = lastRest;
  lastRest = restBefore.then(async () => {
    const began = performance.now();
    backgroundBegan = began;
    await new Promise((resolve) => setImmediate(resolve));
    backgroundBegan = null;
    const rest = background.rest * (performance.now() - began);
    await pause(Math.min(rest, background.maxRestMs));
  });
  return restBefore;
};

const isShorterThan = (ms: number, began: number): boolean => performance.now() - began < ms;

/**
 * Yields to the event loop once this thread has been busy for some milliseconds, so that requests
 * are served. Call it between the small steps of long work. Background work also rests, so that most
 * requests find the thread idle; all background work of the process shares one slice at a time.
 */
export const giveWay = async (): Promise<void> => {
  if (currentReason().urgency === 'background') {
    if (backgroundBegan !== null && isShorterThan(background.sliceMs, backgroundBegan)) return;
    // The rest is no sign of a slow vendor.
    await waitOutsideItem(nextBackgroundSlice);
    return;
  }
  if (isShorterThan(sliceMs, turnBegan)) return;
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
