import { and, eq, inArray } from 'drizzle-orm';
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
 * Ids of invoices that need no read: another event, such as that of their payment, made the server
 * read them after all of these events had happened. `skewMs`: how far Intuit's clock is ahead of
 * ours; unknown before the first call.
 */
export const alreadyRead = async (
  db: Reader,
  realmKey: RealmKey,
  events: DueEvent[],
  skewMs: number | null,
): Promise<Set<string>> => {
  const ofInvoices = events.filter(({ entity }) => entity === 'Invoice');
  if (ofInvoices.length === 0 || skewMs === null) return new Set();
  const rows = await db
    .select({
      invoiceId: invoices.invoiceId,
      readAt: invoices.readAt,
      changedAt: invoices.changedAt,
      deleted: invoices.deleted,
    })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        inArray(
          invoices.invoiceId,
          ofInvoices.map(({ entityId }) => entityId),
        ),
        // `readAt` of other reads may be the end of a call, or the read a query, which lags.
        eq(invoices.readHow, 'event'),
      ),
    );
  const covers = (row: (typeof rows)[number], { occurredAt, operation }: DueEvent): boolean => {
    if (occurredAt === null) return false;
    if (row.readAt + skewMs - skewErrorMs <= latestInstant(occurredAt)) return false;
    if (operation === 'deleted') return row.deleted;
    return row.changedAt >= occurredAt - (occurredAt % 1_000);
  };
  const covered = rows.filter((row) =>
    ofInvoices
      .filter(({ entityId }) => entityId === row.invoiceId)
      .every((event) => covers(row, event)),
  );
  return new Set(covered.map(({ invoiceId }) => invoiceId));
};
