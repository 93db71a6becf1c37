import { and, inArray } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { vendorTime } from '../invoices/mirror/vendor-time.ts';
import { invoices } from '../invoices/tables.ts';
import { readsNewInvoices } from '../sync-settings/store.ts';
import { changedByUs } from './changed-by-us.ts';
import type { DueEvent } from './event-store.ts';

/** The latest instant at which the event can have happened; classic times are whole seconds. */
const latestInstant = (occurredAt: number): number =>
  occurredAt % 1_000 === 0 ? occurredAt + 999 : occurredAt;

/** The difference of the clocks is known to about a second. */
const skewErrorMs = 1_000;

type Row = Pick<
  typeof invoices.$inferSelect,
  'readAt' | 'readHow' | 'changedAt' | 'deliveredAt' | 'deleted'
>;

/** Deletion is final, and QuickBooks never uses an id again. */
const coversWhenDeleted = (row: Row, { operation, occurredAt }: DueEvent, skewMs: number | null) =>
  operation === 'deleted' || wasReadAfter(row, occurredAt, skewMs);

/** Whether the row was read after the whole second of the event, by our clock and the skew. */
const wasReadAfter = ({ readAt }: Row, occurredAt: number | null, skewMs: number | null) =>
  occurredAt !== null &&
  skewMs !== null &&
  readAt + skewMs - skewErrorMs > latestInstant(occurredAt);

/**
 * Whether the mirrored row already contains the change of this event, by QuickBooks' own time of
 * the last change. Null when both are of the same second and the row may have been read before the
 * change, or by a query, which may lag behind.
 */
const covers = (row: Row, event: DueEvent, skewMs: number | null): boolean | null => {
  const { occurredAt, operation } = event;
  if (row.deleted) return coversWhenDeleted(row, event, skewMs);
  if (occurredAt === null || operation === 'deleted') return false;
  const second = occurredAt - (occurredAt % 1_000);
  // Sending an invoice need not change the time of its last change.
  const sentAt = operation === 'emailed' ? (vendorTime(row.deliveredAt ?? '') ?? 0) : 0;
  const changedAt = Math.max(row.changedAt, sentAt);
  if (changedAt < second) return false;
  if (operation === 'created' || changedAt >= second + 1_000) return true;
  return (row.readHow === 'event' && wasReadAfter(row, occurredAt, skewMs)) || null;
};

/**
 * Ids of invoices that these events require to read: mirrored ones, and all others when
 * `readsNewInvoices` says so. Not needed when the mirror has what all of these announce, from another
 * event, such as that of their payment, or from our own change. `skewMs`: how far Intuit's clock is
 * ahead of ours; unknown before the first call.
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
      deliveredAt: invoices.deliveredAt,
      deleted: invoices.deleted,
    })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, [...byInvoice.keys()])));
  const answers = rows.map((row) => {
    const all = byInvoice.get(row.invoiceId)?.map((event) => covers(row, event, skewMs)) ?? [];
    return { ...row, isCovered: all.includes(false) ? false : !all.includes(null) || null };
  });
  const unsure = answers.filter(({ isCovered }) => isCovered === null);
  const own = await changedByUs(db, realmKey, unsure, skewMs);
  const uncovered = answers.filter(
    ({ invoiceId, isCovered }) =>
      isCovered === false || (isCovered === null && !own.has(invoiceId)),
  );
  const mirrored = new Set(rows.map(({ invoiceId }) => invoiceId));
  const isDeleted = (events?: DueEvent[]) =>
    events?.some(({ operation }) => operation === 'deleted') ?? false;
  const others = [...byInvoice.keys()].filter(
    (invoiceId) => !mirrored.has(invoiceId) && !isDeleted(byInvoice.get(invoiceId)),
  );
  const readsOthers = others.length > 0 && (await readsNewInvoices(db, realmKey));
  return new Set([...uncovered.map(({ invoiceId }) => invoiceId), ...(readsOthers ? others : [])]);
};
