import { and, inArray } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { invoices } from '../invoices/tables.ts';
import type { DueEvent } from './event-store.ts';

/** The latest instant at which the event can have happened; classic times are whole seconds. */
const latestInstant = (occurredAt: number): number =>
  occurredAt % 1_000 === 0 ? occurredAt + 999 : occurredAt;

/** The difference of the clocks is known to about a second. */
const skewErrorMs = 1_000;

/**
 * Ids of mirrored invoices that these events require to read. None when another event, such as that
 * of their payment, made the server read them after all of these had happened. `skewMs`: how far
 * Intuit's clock is ahead of ours; unknown before the first call.
 */
export const invoicesToRead = async (
  db: Reader,
  realmKey: RealmKey,
  events: DueEvent[],
  skewMs: number | null,
): Promise<Set<string>> => {
  const byInvoice = Map.groupBy(
    events.filter(({ entity }) => entity === 'Invoice'),
    ({ entityId }) => entityId,
  );
  if (byInvoice.size === 0) return new Set();
  const rows = await db
    .select({
      invoiceId: invoices.invoiceId,
      readAt: invoices.readAt,
      readHow: invoices.readHow,
      changedAt: invoices.changedAt,
      deleted: invoices.deleted,
    })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, [...byInvoice.keys()])));
  const covers = (row: (typeof rows)[number], { occurredAt, operation }: DueEvent): boolean => {
    // `readAt` of other reads may be the end of a call, or the read a query, which lags.
    if (row.readHow !== 'event' || skewMs === null || occurredAt === null) return false;
    if (row.readAt + skewMs - skewErrorMs <= latestInstant(occurredAt)) return false;
    if (operation === 'deleted') return row.deleted;
    return row.changedAt >= occurredAt - (occurredAt % 1_000);
  };
  const uncovered = rows.filter(
    (row) => !byInvoice.get(row.invoiceId)?.every((event) => covers(row, event)),
  );
  return new Set(uncovered.map(({ invoiceId }) => invoiceId));
};
