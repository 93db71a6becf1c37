import { expect, test } from 'vitest';
import { withPendingAction } from './pending-actions.ts';

test('runs one action per invoice at a time, and another after it has ended', async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const done: string[] = [];
  const first = withPendingAction('1', 'void', async () => {
    done.push('first');
    await answered;
  });
  await withPendingAction('1', 'void', async () => void done.push('pressed again'));
  await withPendingAction('2', 'delete', async () => void done.push('another invoice'));
  expect(done).toEqual(['first', 'another invoice']);
  answer();
  await first;
  await withPendingAction('1', 'delete', async () => void done.push('afterwards'));
  expect(done).toEqual(['first', 'another invoice', 'afterwards']);
});

test('a failed action has ended too', async () => {
  const failing = withPendingAction('1', 'void', () => Promise.reject(new Error('failed')));
  await expect(failing).rejects.toThrow('failed');
  const done: string[] = [];
  await withPendingAction('1', 'void', async () => void done.push('again'));
  expect(done).toEqual(['again']);
});
