import { and, asc, eq, inArray, lte, notInArray } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { invoices, type readHow } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { makeDue, makeDueLater } from '../scheduler/turns.ts';
import { syncSettingsOf } from '../sync-settings/store.ts';
import { isUnlinked } from './offers.ts';
import { foundInvoices } from './tables.ts';

/** Ids of mirrored invoices that are shown differently now; `added` are new in the mirror. */
export type MirroredChange = { changed: string[]; added: string[] };

/**
 * Tells open panels about invoices that may be offered to their deals, and leaves the new ones to
 * the job that links them or finds out their organizations.
 */
export const noteOffers = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  { changed, added }: MirroredChange,
  { how, readAt }: { how: (typeof readHow)[number]; readAt: number },
): Promise<void> => {
  if (changed.length === 0 || how === 'create') return;
  const realmKey = { companyId, realmId };
  const rows = await tx
    .selectDistinct({
      invoiceId: invoices.invoiceId,
      issueDate: invoices.issueDate,
      isOver: invoices.deleted,
      party: customerLinks.party,
    })
    .from(invoices)
    .innerJoin(
      customerLinks,
      and(inRealm(customerLinks, realmKey), eq(customerLinks.customerId, invoices.customerId)),
    )
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, changed), isUnlinked));
  if (rows.length === 0) return;
  const { created, from } = await syncSettingsOf(tx, realmKey);
  const offered = rows.filter(({ issueDate }) => issueDate >= from);
  if (created === 'nothing' || offered.length === 0) return;
  announceChange(tx, { ...realmKey, dealIds: null });
  const isNew = new Set(added);
  const found = offered.filter(
    ({ invoiceId, isOver, party }) =>
      isNew.has(invoiceId) && !isOver && (created === 'link' || party === 'person'),
  );
  const invoiceIds = [...new Set(found.map(({ invoiceId }) => invoiceId))];
  if (invoiceIds.length === 0) return;
  await tx
    .insert(foundInvoices)
    .values(invoiceIds.map((invoiceId) => ({ ...realmKey, invoiceId, dueAt: readAt })))
    .onConflictDoNothing();
  await makeDue(tx, { ...realmKey, job: 'found_invoices' }, readAt, readAt);
};

export type FoundInvoice = typeof foundInvoices.$inferSelect;

/** Invoices that are due, except those `without`. */
export const dueInvoices = (
  db: Reader,
  realmKey: RealmKey,
  { now, without, limit }: { now: number; without: string[]; limit: number },
): Promise<FoundInvoice[]> =>
  db
    .select()
    .from(foundInvoices)
    .where(
      and(
        inRealm(foundInvoices, realmKey),
        lte(foundInvoices.dueAt, now),
        notInArray(foundInvoices.invoiceId, without),
      ),
    )
    .orderBy(asc(foundInvoices.dueAt))
    .limit(limit);

/** When the next invoice is due, except those `without`; null when there is none. */
export const nextInvoiceAt = async (
  db: Reader,
  realmKey: RealmKey,
  without: string[],
): Promise<number | null> => {
  const [next] = await db
    .select({ at: foundInvoices.dueAt })
    .from(foundInvoices)
    .where(and(inRealm(foundInvoices, realmKey), notInArray(foundInvoices.invoiceId, without)))
    .orderBy(asc(foundInvoices.dueAt))
    .limit(1);
  return next?.at ?? null;
};

const isRow = (row: FoundInvoice) =>
  and(inRealm(foundInvoices, row), eq(foundInvoices.invoiceId, row.invoiceId));

export const forgetFound = async (tx: Tx, row: FoundInvoice): Promise<void> => {
  await tx.delete(foundInvoices).where(isRow(row));
};

export const postponeFound = async (tx: Tx, row: FoundInvoice, dueAt: number): Promise<void> => {
  const { companyId, realmId } = row;
  await tx.update(foundInvoices).set({ dueAt }).where(isRow(row));
  await makeDueLater(tx, { companyId, realmId, job: 'found_invoices' }, dueAt);
};
