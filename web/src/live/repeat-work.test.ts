import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { repeatWork } from './repeat-work.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('runs at once, then once more for all calls meanwhile, and goes on after a failure', async () => {
  const runs: PromiseWithResolvers<void>[] = [];
  const run = repeatWork(() => {
    const work = Promise.withResolvers<void>();
    runs.push(work);
    return work.promise;
  }, 1_000);
  run();
  expect(runs).toHaveLength(1);
  run();
  run();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(runs).toHaveLength(1);
  runs[0]?.reject(new Error('offline'));
  await vi.advanceTimersByTimeAsync(999);
  expect(runs).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(runs).toHaveLength(2);
  runs[1]?.resolve();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(runs).toHaveLength(2);
  run();
  expect(runs).toHaveLength(3);
});
