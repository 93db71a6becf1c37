import { and, desc, eq, gt, inArray, isNotNull, lte } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { transact } from '../../db/transact.ts';
import { retryFailed } from '../../scheduler/failed-records.ts';
import { isLasting, lastingMs } from '../../scheduler/lasting-failure.ts';
import { failedRecords, jobNames, turns } from '../../scheduler/tables.ts';
import { makeDue } from '../../scheduler/turns.ts';
import {
  type FoundProblem,
  nothingElse,
  type ProblemSource,
  type Scope,
  sourceLimit,
} from '../problem-source.ts';

/** While QuickBooks does not respond, the feed says so for all of them. */
const saidByFeed: readonly string[] = ['quickbooks', 'events', 'feed'];

/** Turns of the company that failed last time; the realm is empty for jobs without one. */
const failingTurns = (db: Reader, { realmKey: { companyId, realmId }, key }: Scope) =>
  db
    .select({
      realmId: turns.realmId,
      job: turns.job,
      failingSince: turns.failingSince,
      failureCode: turns.failureCode,
    })
    .from(turns)
    .where(
      and(
        eq(turns.companyId, companyId),
        inArray(turns.realmId, [realmId, '']),
        gt(turns.failures, 0),
        // Nothing is due any more, for example because it was switched off.
        isNotNull(turns.dueAt),
        key === null
          ? undefined
          : inArray(
              turns.job,
              jobNames.filter((name) => name === key),
            ),
      ),
    );

/** Records that fail again and again while their job goes on with the others. */
const listRecords = async (db: Reader, { realmKey, now, key }: Scope): Promise<FoundProblem[]> => {
  const { companyId, realmId } = realmKey;
  const rows = await db
    .select()
    .from(failedRecords)
    .where(
      and(
        eq(failedRecords.companyId, companyId),
        inArray(failedRecords.realmId, [realmId, '']),
        lte(failedRecords.since, now - lastingMs),
      ),
    )
    .orderBy(desc(failedRecords.since))
    .limit(sourceLimit);
  return rows
    .map(({ job, record, since, code, tries }) => ({
      ...nothingElse,
      key: `${job} ${record}`,
      fingerprint: `${code} ${since} ${tries}`,
      since,
      code,
      subject: job,
      name: record,
      ...recordOf(record),
    }))
    .filter((one) => key === null || one.key === key);
};

type Record = Partial<Pick<FoundProblem, 'invoiceId' | 'dealId' | 'party' | 'named'>>;

/** What a job calls `deal 7`, `customer 58 9130`, or by the id of an invoice alone. */
const recordOf = (record: string): Record => {
  const [kind = '', id] = record.split(' ');
  if (id === undefined) return { invoiceId: kind };
  if (kind === 'deal') return { dealId: Number(id) };
  if (kind === 'customer') return { named: { kind: 'Customer', id } };
  if (kind === 'organization' || kind === 'person') return { party: { of: kind, id: Number(id) } };
  return {};
};

/** A background job of the company fails again and again, or fails at one record. */
export const backgroundSource: ProblemSource = {
  kind: 'background',
  audience: 'company',
  async list(db, scope) {
    const { now } = scope;
    const jobs = (await failingTurns(db, scope))
      .filter(({ failingSince }) => isLasting(failingSince, now))
      .filter(({ job, failureCode }) => failureCode !== 'no_response' || !saidByFeed.includes(job))
      .map(({ job, failingSince, failureCode }) => ({
        ...nothingElse,
        key: job,
        fingerprint: `${failureCode} ${failingSince}`,
        since: failingSince,
        code: failureCode,
        subject: job,
      }));
    return [...jobs, ...(await listRecords(db, scope))];
  },
  async retry({ ctx: { db }, scope }, { key, subject, name }) {
    const { realmKey, now } = scope;
    const { companyId } = realmKey;
    const job = jobNames.find((one) => one === subject);
    if (!job) return 'started';
    await transact(db, async (tx) => {
      const failing =
        name === ''
          ? await failingTurns(tx, { ...scope, key })
          : await retryFailed(tx, { ...realmKey, job, record: name }, now);
      for (const { realmId } of failing) await makeDue(tx, { companyId, realmId, job }, now, now);
    });
    return 'started';
  },
};
