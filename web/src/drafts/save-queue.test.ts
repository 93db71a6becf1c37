import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type SaveFailure, type SaveState, saveQueue } from './save-queue.ts';

type Answer = { version: number; savedAt: string };

const start = () => {
  const calls: { content: string; version: number }[] = [];
  const answers: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];
  const states: SaveState[] = [];
  const queue = saveQueue<string>({
    version: 0,
    save: (content, version) => {
      calls.push({ content, version });
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    failure: (error) => error as SaveFailure,
    onState: (state) => states.push(state),
  });
  const answer = async (index: number, version: number) => {
    answers[index]?.resolve({ version, savedAt: `save ${version}` });
    await vi.advanceTimersByTimeAsync(0);
  };
  const fail = async (index: number, failure: SaveFailure) => {
    answers[index]?.reject(failure);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { queue, calls, states, answer, fail };
};

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('typing is saved once, 800 ms after the first change, with the newest content', async () => {
  const { queue, calls, states, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(500);
  queue.changed('ab');
  expect(calls).toEqual([]);
  await vi.advanceTimersByTimeAsync(300);
  expect(calls).toEqual([{ content: 'ab', version: 0 }]);
  await answer(0, 1);
  expect(states.at(-1)).toEqual({ kind: 'saved', at: 'save 1' });
});

test('a second save waits for the first and builds on its version', async () => {
  const { queue, calls, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  queue.changed('ab');
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toHaveLength(1);
  await answer(0, 1);
  await vi.advanceTimersByTimeAsync(800);
  expect(calls).toEqual([
    { content: 'a', version: 0 },
    { content: 'ab', version: 1 },
  ]);
});

test('offline, the draft waits and is sent again automatically', async () => {
  const { queue, calls, states, fail, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  await fail(0, 'later');
  expect(states.at(-1)).toEqual({ kind: 'waiting' });
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls).toHaveLength(2);
  await answer(1, 1);
  expect(states.at(-1)?.kind).toBe('saved');
});

test('a save without a response is repeated unchanged, then newer changes are saved', async () => {
  const { queue, calls, fail, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  queue.changed('ab');
  await fail(0, 'later');
  await vi.advanceTimersByTimeAsync(5000);
  expect(calls.at(-1)).toEqual({ content: 'a', version: 0 });
  await answer(1, 1);
  await vi.advanceTimersByTimeAsync(800);
  expect(calls.at(-1)).toEqual({ content: 'ab', version: 1 });
});

test('before Create an unconfirmed save is repeated, so that the version named is the newest', async () => {
  const { queue, calls, fail, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  await fail(0, 'later');
  const held = queue.hold();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(2);
  await answer(1, 1);
  expect(await held).toBe(1);
});

test('a rejected save is reported and retried with the next change', async () => {
  const { queue, calls, states, fail } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  await fail(0, 'failed');
  expect(states.at(-1)).toEqual({ kind: 'failed', error: 'failed' });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(1);
  queue.changed('ab');
  await vi.advanceTimersByTimeAsync(800);
  expect(calls.at(-1)?.content).toBe('ab');
});

test('after a conflicting save nothing is sent until the user keeps their version', async () => {
  const { queue, calls, states, fail } = start();
  queue.changed('mine');
  await vi.advanceTimersByTimeAsync(800);
  await fail(0, 'conflict');
  expect(states.at(-1)).toEqual({ kind: 'conflict' });
  queue.changed('mine, longer');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(1);
  queue.resume(7);
  expect(calls.at(-1)).toEqual({ content: 'mine, longer', version: 7 });
});

test('flush sends waiting content and reports whether all of it is saved', async () => {
  const { queue, calls, answer } = start();
  expect(await queue.flush()).toBe(true);
  queue.changed('a');
  const flushed = queue.flush();
  await vi.advanceTimersByTimeAsync(0);
  expect(calls).toHaveLength(1);
  await answer(0, 1);
  expect(await flushed).toBe(true);
});

test('flush reports unsaved content while offline', async () => {
  const { queue, fail } = start();
  queue.changed('a');
  const flushed = queue.flush();
  await vi.advanceTimersByTimeAsync(0);
  await fail(0, 'later');
  expect(await flushed).toBe(false);
});

test('Create waits for a pending save, then no save is sent until it has ended', async () => {
  const { queue, calls, answer } = start();
  queue.changed('a');
  await vi.advanceTimersByTimeAsync(800);
  const held = queue.hold();
  await answer(0, 1);
  expect(await held).toBe(1);
  queue.changed('ab');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(calls).toHaveLength(1);
  queue.resume(3);
  expect(calls.at(-1)).toEqual({ content: 'ab', version: 3 });
});

test('content too large to save is not sent, stays pending, and is saved once it is shortened', async () => {
  const sent: string[] = [];
  const states: SaveState[] = [];
  const problem = { path: 'details.memo', problem: 'too_long' as const, limit: 3 };
  const queue = saveQueue<string>({
    version: 0,
    save: async (content, version) => {
      sent.push(content);
      return { version: version + 1, savedAt: 'now' };
    },
    failure: () => 'failed',
    tooLarge: (content) => (content.length > 3 ? problem : undefined),
    onState: (state) => states.push(state),
  });
  queue.changed('abcd');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toEqual([]);
  expect(states.at(-1)).toEqual({ kind: 'too_large', problem });
  expect(await queue.flush()).toBe(false);
  queue.changed('abc');
  await vi.advanceTimersByTimeAsync(800);
  expect(sent).toEqual(['abc']);
  expect(states.at(-1)).toEqual({ kind: 'saved', at: 'now' });
});
