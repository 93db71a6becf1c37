import { setImmediate as nextTurn } from 'node:timers/promises';
import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm';
import { liveConnectionOfRealm } from '../connection/store.ts';
import type { Dependencies } from '../context.ts';
import type { Db, Reader, TransactionOptions, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { recordRemoved } from '../merges/store.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { ReceivedEvent } from './read-delivery.ts';
import { webhookEvents } from './tables.ts';

/** Rows per insert statement. */
const rowsPerInsert = 200;

/** Safe because an event is one insert, which ignores a row that another process has inserted. */
const insertingOnly: TransactionOptions = { isolation: 'read committed' };

/**
 * Stores events of connected realms, each once, and makes their job due. Events of other realms are
 * dropped: their companies have left, or another installation uses the same Intuit app.
 */
const storeEvents = async (tx: Tx, events: ReceivedEvent[], now: number): Promise<void> => {
  // In one order in every process, so that two of them cannot wait for each other.
  const realmIds = [...new Set(events.map(({ realmId }) => realmId))].sort();
  for (const realmId of realmIds) {
    const connection = await liveConnectionOfRealm(tx, realmId);
    if (!connection) continue;
    const { companyId } = connection;
    const rows = events
      .filter((event) => event.realmId === realmId)
      .map((event) => ({ ...event, companyId, receivedAt: now, nextAt: now }));
    let isNew = false;
    for (let from = 0; from < rows.length; from += rowsPerInsert) {
      const stored = await tx
        .insert(webhookEvents)
        .values(rows.slice(from, from + rowsPerInsert))
        .onConflictDoNothing()
        .returning({ id: webhookEvents.id });
      isNew ||= stored.length > 0;
    }
    if (isNew) await makeDue(tx, { companyId, realmId, job: 'events' }, now, now);
    await recordMerges(tx, { companyId, realmId }, events, now);
  }
};

/** QuickBooks merged customers; what belongs to the removed one moves. */
const recordMerges = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  events: ReceivedEvent[],
  now: number,
): Promise<void> => {
  for (const event of events) {
    const { entity, operation, deletedId, entityId } = event;
    if (event.realmId !== realmId || entity !== 'Customer' || operation !== 'merged') continue;
    if (deletedId === null) continue;
    const record = { companyId, realmId, kind: 'customer' as const, recordId: deletedId };
    await recordRemoved(tx, { ...record, mergedIntoId: entityId, foundBy: 'event' }, now);
  }
};

/** Events that a transaction stores at most, unless one delivery has more. */
const eventsPerCommit = 1_000;

type Waiting = { events: ReceivedEvent[]; stored: PromiseWithResolvers<void> };

/**
 * Stores deliveries. Those that arrive while another transaction commits share the next one, so
 * that a burst costs few commits, each with one signal to the other processes.
 */
export const makeEventStore = ({ db, clock }: Pick<Dependencies, 'db' | 'clock'>) => {
  const waiting: Waiting[] = [];
  let isStoring = false;

  const nextBatch = (): Waiting[] => {
    let count = 0;
    const size = waiting.findIndex(({ events }, index) => {
      count += events.length;
      return index > 0 && count > eventsPerCommit;
    });
    return waiting.splice(0, size === -1 ? waiting.length : size);
  };

  const storeWaiting = async () => {
    isStoring = true;
    while (waiting.length > 0) {
      // Deliveries that this turn of the event loop reads come along.
      await nextTurn();
      const batch = nextBatch();
      const events = batch.flatMap((one) => one.events);
      try {
        await transact(db, (tx) => storeEvents(tx, events, clock.now()), insertingOnly);
        for (const { stored } of batch) stored.resolve();
      } catch (error) {
        for (const { stored } of batch) stored.reject(error);
      }
    }
    isStoring = false;
  };

  return {
    /** Resolves once the events are committed. Throws when the database cannot store them. */
    async add(events: ReceivedEvent[]): Promise<void> {
      if (events.length === 0) return;
      const stored = Promise.withResolvers<void>();
      waiting.push({ events, stored });
      if (!isStoring) void storeWaiting();
      return stored.promise;
    },
  };
};

export type DueEvent = typeof webhookEvents.$inferSelect;

const isWaiting = (realmKey: RealmKey) =>
  and(inRealm(webhookEvents, realmKey), isNotNull(webhookEvents.nextAt));

/** Due events of a realm, in the order of an index. */
export const dueEvents = (
  db: Reader,
  realmKey: RealmKey,
  { now, limit }: { now: number; limit: number },
): Promise<DueEvent[]> =>
  db
    .select()
    .from(webhookEvents)
    .where(and(isWaiting(realmKey), lte(webhookEvents.nextAt, now)))
    .orderBy(asc(webhookEvents.nextAt))
    .limit(limit);

/** When the next event of a realm is due; null when all are done. */
export const nextEventAt = async (db: Reader, realmKey: RealmKey): Promise<number | null> => {
  const [next] = await db
    .select({ at: webhookEvents.nextAt })
    .from(webhookEvents)
    .where(isWaiting(realmKey))
    .orderBy(asc(webhookEvents.nextAt))
    .limit(1);
  return next?.at ?? null;
};

const idsOf = (events: DueEvent[]) =>
  inArray(
    webhookEvents.id,
    events.map(({ id }) => id),
  );

export const markApplied = async (db: Db, events: DueEvent[], now: number): Promise<void> => {
  await transact(db, (tx) =>
    tx.update(webhookEvents).set({ appliedAt: now, nextAt: null }).where(idsOf(events)),
  );
};

/** Postpones events after a failed try; `nextAt` null gives them up. */
export const postpone = async (
  db: Db,
  events: DueEvent[],
  nextAt: number | null,
): Promise<void> => {
  await transact(db, (tx) =>
    tx
      .update(webhookEvents)
      .set({ nextAt, tries: sql`${webhookEvents.tries} + 1` })
      .where(idsOf(events)),
  );
};

/** Whether an event of this invoice, or of any invoice, was received at or after `since`. */
export const invoiceEventSince = async (
  db: Reader,
  realmKey: RealmKey,
  since: number,
  invoiceId?: string,
): Promise<boolean> => {
  const [event] = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(
      and(
        inRealm(webhookEvents, realmKey),
        eq(webhookEvents.entity, 'Invoice'),
        invoiceId === undefined ? undefined : eq(webhookEvents.entityId, invoiceId),
        sql`${webhookEvents.receivedAt} >= ${since}`,
      ),
    )
    .limit(1);
  return event !== undefined;
};
