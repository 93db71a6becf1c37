import { and, asc, eq, lte, min, ne } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { storageProblem } from '../db/storage-error.ts';
import { transact } from '../db/transact.ts';
import { grants } from '../install/tables.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Job } from '../scheduler/job.ts';
import { needsRefresh } from './idle-token.ts';
import { checkOwner } from './owner-check.ts';
import { type ConnectionRow, live } from './store.ts';
import { connections, healthEveryMs } from './tables.ts';

const hour = 60 * 60_000;

/** Connections read at once. */
const batchSize = 20;

/**
 * Visits each connection once a day: refreshes a token that no other work has used for a week, so
 * that it does not expire, and checks whether its owner is still active in Pipedrive. One after
 * another, so an installation with many connections causes no burst of calls.
 */
export const connectionHealth: Job = {
  cause: 'connection_health',
  installation: true,
  async work(dependencies, _turn, slice) {
    while (slice.goesOn()) {
      const due = await dueConnections(dependencies.db, dependencies.clock.now());
      if (due.length === 0) return;
      for (const connection of due) {
        if (!slice.goesOn()) return;
        await slice.item(() => visitOne(dependencies, connection));
      }
    }
  },
  /** At least every hour, because a new connection does not wake this job. */
  async next(db, _turn, now) {
    const [first] = await db
      .select({ at: min(connections.healthDueAt) })
      .from(connections)
      .where(live);
    return { at: Math.min(first?.at ?? now + hour, now + hour), urgent: false };
  },
};

const dueConnections = (db: Reader, now: number): Promise<ConnectionRow[]> =>
  db
    .select()
    .from(connections)
    .where(and(live, lte(connections.healthDueAt, now)))
    .orderBy(asc(connections.healthDueAt))
    .limit(batchSize);

/** An unexpected error ends only this visit; the next one is an hour later. */
const visitOne = async (dependencies: Dependencies, connection: ConnectionRow): Promise<void> => {
  try {
    await visit(dependencies, connection);
  } catch (error) {
    if (storageProblem(error)) throw error;
    const { id, companyId } = connection;
    dependencies.log.error({ companyId, connection: id, err: error }, 'a connection check failed');
    const now = dependencies.clock.now();
    // The visit has claimed the connection, or the error came before.
    for (const healthDueAt of [connection.healthDueAt, now + healthEveryMs])
      await postpone(dependencies, { id, healthDueAt }, now + hour);
  }
};

/** Postpones the next visit first; after an outage of a vendor it comes an hour later. */
const visit = async (dependencies: Dependencies, connection: ConnectionRow): Promise<void> => {
  const { db, clock } = dependencies;
  const now = clock.now();
  const claimed = await postpone(dependencies, connection, now + healthEveryMs);
  if (!claimed) return;
  const isRefreshed = await refreshIdleToken(dependencies, connection);
  const by = await someColleague(db, connection);
  const verdict = await checkOwner(dependencies, connection, by);
  if (isRefreshed && verdict !== null) return;
  await postpone(dependencies, { ...connection, healthDueAt: now + healthEveryMs }, now + hour);
};

const postpone = async (
  { db }: Pick<Dependencies, 'db'>,
  { id, healthDueAt }: Pick<ConnectionRow, 'id' | 'healthDueAt'>,
  to: number,
): Promise<boolean> => {
  const moved = await transact(db, (tx) =>
    tx
      .update(connections)
      .set({ healthDueAt: to })
      .where(and(eq(connections.id, id), eq(connections.healthDueAt, healthDueAt)))
      .returning({ id: connections.id }),
  );
  return moved.length === 1;
};

/**
 * False when Intuit did not answer. When Intuit refuses the token, the connection is broken and its
 * owner sees a notice; nothing is left to repeat.
 */
const refreshIdleToken = async (
  { clock, quickbooksAccess, log }: Pick<Dependencies, 'clock' | 'quickbooksAccess' | 'log'>,
  connection: ConnectionRow,
): Promise<boolean> => {
  if (!needsRefresh(connection, clock.now())) return true;
  const { companyId, realmId } = connection;
  try {
    await quickbooksAccess.token(connection.id);
    return true;
  } catch (error) {
    if (!isAppError(error)) throw error;
    log.warn({ companyId, realmId, code: error.code }, 'an idle token could not be refreshed');
    return !isAppError(error, 'quickbooks_unavailable');
  }
};

/** Another user who has installed the app, with whose token the owner is looked up. */
const someColleague = async (
  db: Reader,
  { companyId, ownerId }: ConnectionRow,
): Promise<PipedriveUser | null> => {
  const [colleague] = await db
    .select({ companyId: grants.companyId, userId: grants.userId })
    .from(grants)
    .where(
      and(eq(grants.companyId, companyId), eq(grants.state, 'active'), ne(grants.userId, ownerId)),
    )
    .orderBy(asc(grants.installedAt))
    .limit(1);
  return colleague ?? null;
};
