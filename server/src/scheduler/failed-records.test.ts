import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { StorageError } from '../db/storage-error.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { failedRecordsOf, isolateRecords, nextTryAt } from './failed-records.ts';

const turn = { companyId: 1, realmId: '9', job: 'reminders' } as const;
const minute = 60_000;

let test: TestApp;
beforeEach(async () => {
  test = await buildTestApp();
});

const isolated = () => isolateRecords(test.dependencies, turn);
const failed = () => failedRecordsOf(test.dependencies.db, turn);
const fails = () => Promise.reject(new TypeError('a bug'));

describe('records that a job works on', () => {
  it('wait twice as long after each unexpected error', async () => {
    const pauses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const records = await isolated();
      expect(await records.attempt('7', fails)).toBeUndefined();
      expect(records.waiting()).toEqual(['7']);
      const nextAt = nextTryAt(await failed(), test.clock.now()) ?? 0;
      pauses.push((nextAt - test.clock.now()) / minute);
      test.clock.advance(nextAt - test.clock.now());
      expect((await isolated()).waiting()).toEqual([]);
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 720, 720]);
    expect((await failed()).map(({ tries, code }) => [tries, code])).toEqual([[12, 'internal']]);
  });

  it('are no longer failed after a success, and do not concern others', async () => {
    const records = await isolated();
    await records.attempt('7', () => Promise.reject(new AppError('not_possible')));
    expect(await records.attempt('8', async () => 'done')).toBe('done');
    expect((await failed()).map(({ record, code }) => [record, code])).toEqual([
      ['7', 'not_possible'],
    ]);
    await records.attempt('7', async () => 'done');
    expect(await failed()).toEqual([]);
  });

  it('do not wait when the database fails', async () => {
    const records = await isolated();
    const full = new StorageError('full', 'SQLITE_FULL');
    await expect(records.attempt('7', () => Promise.reject(full))).rejects.toBe(full);
    expect(await failed()).toEqual([]);
  });
});
