import { and, eq, inArray } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Reader, Tx } from '../db/database.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { isLasting } from './lasting-failure.ts';
import { failedRecords, type TurnKey } from './tables.ts';

type FailedRecord = typeof failedRecords.$inferSelect;

/** `record` names one record among those of the company and job. */
type RecordKey = Pick<FailedRecord, 'companyId' | 'realmId' | 'job' | 'record'>;

type Tools = Pick<Dependencies, 'db' | 'clock' | 'log'>;

const minute = 60_000;

/** 1, 2, 4 … minutes, up to 12 hours. */
const pauseAfterTry = (tries: number): number => Math.min(12 * 60, 2 ** (tries - 1)) * minute;

const ofTurn = ({ companyId, realmId, job }: TurnKey) =>
  and(
    eq(failedRecords.companyId, companyId),
    eq(failedRecords.realmId, realmId),
    eq(failedRecords.job, job),
  );

/** Records of a job that have failed and were not worked on with success since. */
export const failedRecordsOf = (db: Reader, turn: TurnKey): Promise<FailedRecord[]> =>
  db.select().from(failedRecords).where(ofTurn(turn));

/** Records among these that wait for their next try. */
export const waitingRecords = (failed: Iterable<FailedRecord>, now: number): string[] =>
  [...failed].flatMap(({ record, nextAt }) => (nextAt > now ? [record] : []));

/** When the next record that waits is tried again; null when none waits. */
export const nextTryAt = (failed: FailedRecord[], now: number): number | null =>
  failed.reduce<number | null>(
    (first, { nextAt }) => (nextAt > now && nextAt < (first ?? Infinity) ? nextAt : first),
    null,
  );

/**
 * Makes a failed record of the realm or company due at once. Returns the realm of each turn that
 * the caller makes due, empty for a job without one.
 */
export const retryFailed = (
  tx: Tx,
  { companyId, realmId, job, record }: RecordKey,
  now: number,
): Promise<{ realmId: string }[]> =>
  tx
    .update(failedRecords)
    .set({ nextAt: now })
    .where(
      and(
        eq(failedRecords.companyId, companyId),
        inArray(failedRecords.realmId, [realmId, '']),
        eq(failedRecords.job, job),
        eq(failedRecords.record, record),
      ),
    )
    .returning({ realmId: failedRecords.realmId });

/**
 * Keeps an unexpected error of one record from ending each turn of a job at this record. `attempt`
 * runs the work on a record. When it throws, the failure is stored, and the record waits for a delay
 * that doubles each time; a failure that lasts is shown as a problem. Only errors of the database
 * itself are thrown. The job leaves out the records that are `waiting`.
 */
export const isolateRecords = async ({ db, clock, log }: Tools, turn: TurnKey) => {
  const { companyId, realmId, job } = turn;
  const failed = new Map((await failedRecordsOf(db, turn)).map((row) => [row.record, row]));

  const storeFailure = async (key: RecordKey, code: string): Promise<void> => {
    const now = clock.now();
    const before = failed.get(key.record);
    const tries = (before?.tries ?? 0) + 1;
    const row = { tries, code, since: before?.since ?? now, nextAt: now + pauseAfterTry(tries) };
    failed.set(key.record, { ...key, ...row });
    const { companyId, realmId, job, record } = failedRecords;
    await transact(db, async (tx) => {
      await tx
        .insert(failedRecords)
        .values({ ...key, ...row })
        .onConflictDoUpdate({ target: [companyId, realmId, job, record], set: row });
      if (isLasting(row.since, now))
        announceChange(tx, { companyId: key.companyId, realmId: key.realmId, dealIds: null });
    });
  };

  const forget = ({ record, since }: FailedRecord): Promise<void> =>
    transact(db, async (tx) => {
      await tx.delete(failedRecords).where(and(ofTurn(turn), eq(failedRecords.record, record)));
      if (isLasting(since, clock.now())) announceChange(tx, { companyId, realmId, dealIds: null });
    });

  return {
    waiting: (): string[] => waitingRecords(failed.values(), clock.now()),
    /** Records that are due for another try. */
    isRetried: [...failed.values()].some(({ nextAt }) => nextAt <= clock.now()),
    /** Returns the result of the work; undefined when it threw. */
    async attempt<T>(record: string, work: () => Promise<T>): Promise<T | undefined> {
      const key = { companyId, realmId, job, record };
      try {
        const value = await work();
        const former = failed.get(record);
        failed.delete(record);
        if (former) await forget(former);
        return value;
      } catch (error) {
        if (storageProblem(error)) throw error;
        log.error({ ...key, err: error }, 'background work on one record failed');
        await storeFailure(key, isAppError(error) ? error.code : 'internal');
        return undefined;
      }
    },
  };
};
