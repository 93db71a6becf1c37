import { and, desc, gt, inArray, lt, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { operations } from '../operations/tables.ts';
import { invoiceEventSince } from './event-store.ts';
import { keptMs } from './tables.ts';

/** How long an event may take: Intuit may bundle events for five minutes and repeat a delivery. */
const graceMs = 15 * 60_000;

/** Our clock and Intuit's may differ, and an event may arrive before our request is answered. */
const marginMs = 60_000;

/** Missing events in a row that mean that none arrive. */
const missingInARow = 3;

/** Our own changes of invoices; each makes QuickBooks send an event of that invoice. */
const expecting = ['create_invoice', 'edit_invoice', 'void_invoice', 'delete_invoice'] as const;

/**
 * Whether QuickBooks' webhooks arrive for this realm. `no` when the events of our last three
 * changes are missing and no invoice event came since; `unknown` with too few changes and no event.
 */
export const webhooksArrive = async (
  db: Reader,
  realmKey: RealmKey,
  now: number,
): Promise<'yes' | 'no' | 'unknown'> => {
  const changes = await db
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
  const [latest] = changes;
  if (await invoiceEventSince(db, realmKey, latest ? latest.sentAt - marginMs : now - keptMs)) {
    return 'yes';
  }
  if (changes.length < missingInARow) return 'unknown';
  for (const { sentAt, invoiceId } of changes) {
    if (await invoiceEventSince(db, realmKey, sentAt - marginMs, invoiceId)) return 'yes';
  }
  return 'no';
};
