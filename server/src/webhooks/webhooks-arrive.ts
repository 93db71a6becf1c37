import { and, desc, gt, gte, inArray, lt, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { operations } from '../operations/tables.ts';
import { invoiceEventSince } from './event-store.ts';
import { keptMs, webhookEvents } from './tables.ts';

/** How long an event may take: Intuit may bundle events for five minutes and repeat a delivery. */
export const graceMs = 15 * 60_000;

/** Our clock and Intuit's may differ, and an event may arrive before our request is answered. */
const marginMs = 60_000;

/** Missing events in a row that mean that none arrive. */
const missingInARow = 3;

/** Our own changes of invoices; each makes QuickBooks send an event of that invoice. */
const expecting = ['create_invoice', 'edit_invoice', 'void_invoice', 'delete_invoice'] as const;

/** What earlier reads of the change feed have found out. */
type Known = {
  /** When an event last proved that webhooks arrive. */
  seenAt: number | null;
  /** When the feed last contained an invoice that no event had announced. */
  missedAt: number | null;
};

/**
 * Whether QuickBooks' webhooks arrive for this realm. `no` when the events of our last three
 * changes are missing and no invoice event came since; `unknown` with too few changes and no event,
 * and from a missed event until the next one. A proof holds until events are missing. `proven`
 * when an event says so, not only an earlier proof.
 */
export const webhooksArrive = async (
  db: Reader,
  realmKey: RealmKey,
  now: number,
  { seenAt, missedAt }: Known = { seenAt: null, missedAt: null },
): Promise<{ arrive: 'yes' | 'no' | 'unknown'; proven: boolean }> => {
  const changes = await lastChanges(db, realmKey, now);
  const [latest] = changes;
  const since = latest ? latest.sentAt - marginMs : now - keptMs;
  if (await invoiceEventSince(db, realmKey, Math.max(since, missedAt ?? 0))) {
    return { arrive: 'yes', proven: true };
  }
  if (changes.length === 0) {
    const isProven = seenAt !== null && seenAt > (missedAt ?? 0);
    return { arrive: isProven ? 'yes' : 'unknown', proven: false };
  }
  if (changes.length < missingInARow) return { arrive: 'unknown', proven: false };
  for (const { sentAt, invoiceId } of changes) {
    if (await invoiceEventSince(db, realmKey, sentAt - marginMs, invoiceId)) {
      return missedAt === null
        ? { arrive: 'yes', proven: true }
        : { arrive: 'unknown', proven: false };
    }
  }
  return { arrive: 'no', proven: false };
};

/** Our own last changes whose events must have arrived. */
const lastChanges = (db: Reader, realmKey: RealmKey, now: number) =>
  db
    .select({
      sentAt: operations.lastSentAt,
      invoiceId: sql<string>`coalesce(${operations.resultId}, ${operations.subjectId})`,
    })
    .from(operations)
    .where(
      and(
        inRealm(operations, realmKey),
        inArray(operations.kind, [...expecting]),
        sql`${operations.state} = 'done'`,
        // Older events have been deleted.
        gt(operations.lastSentAt, now - keptMs / 2),
        lt(operations.lastSentAt, now - graceMs),
      ),
    )
    .orderBy(desc(operations.lastSentAt))
    .limit(missingInARow);

/** Whether any event of this realm was received at or after `since`, with the usual tolerance. */
export const eventSince = async (
  db: Reader,
  realmKey: RealmKey,
  since: number,
): Promise<boolean> => {
  const [event] = await db
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(inRealm(webhookEvents, realmKey), gte(webhookEvents.receivedAt, since - marginMs)))
    .limit(1);
  return event !== undefined;
};
