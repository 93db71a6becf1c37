import { and, eq, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { agreeOnMirrored } from '../drift/agreed-invoice.ts';
import { declineOffers, restoreOffers } from '../invoice-offers/declined-offers.ts';
import { announceInvoices } from '../invoices/mirror/announce-invoices.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { markRecord } from '../pipedrive-fields/dirty-records.ts';

export type Linking = RealmKey & {
  dealId: number;
  invoiceIds: string[];
  userId: number;
  /** Epoch milliseconds of the request. */
  at: number;
};

type MirroredInvoice = { invoiceId: string; number: string; deleted: boolean };

const mirroredInvoices = async (
  tx: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<MirroredInvoice[]> =>
  tx
    .select({ invoiceId: invoices.invoiceId, number: invoices.number, deleted: invoices.deleted })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)))
    .orderBy(invoices.invoiceId);

const writeLinkAudit = (
  tx: Tx,
  { companyId, realmId, dealId, userId, at }: Linking,
  action: 'invoice_linked' | 'invoice_unlinked',
  invoice: Omit<MirroredInvoice, 'deleted'>,
) =>
  writeAudit(tx, {
    companyId,
    realmId,
    userId,
    at,
    action,
    dealId,
    subject: invoice.invoiceId,
    details: { number: invoice.number },
  });

const dealOf = ({ dealId }: Linking) => ({ of: 'deal' as const, id: dealId });

/** Links the mirrored, undeleted invoices and returns their ids. Idempotent. */
export const linkInvoices = async (db: Db, linking: Linking): Promise<string[]> => {
  const { companyId, realmId, dealId, invoiceIds, userId, at } = linking;
  return transact(db, async (tx) => {
    const existing = (await mirroredInvoices(tx, linking, invoiceIds)).filter(
      ({ deleted }) => !deleted,
    );
    const addedInvoiceIds: string[] = [];
    for (const { invoiceId, number } of existing) {
      const row = { companyId, realmId, dealId, invoiceId, how: 'linked' as const };
      const linked = await tx
        .insert(dealInvoices)
        .values({ ...row, linkedById: userId, linkedAt: at })
        .onConflictDoNothing()
        .returning({ invoiceId: dealInvoices.invoiceId });
      if (linked.length === 0) continue;
      addedInvoiceIds.push(invoiceId);
      await writeLinkAudit(tx, linking, 'invoice_linked', { invoiceId, number });
    }
    await agreeOnMirrored(tx, { companyId, realmId }, addedInvoiceIds, dealId);
    await restoreOffers(tx, { companyId, realmId, context: dealOf(linking), invoiceIds });
    await announceInvoices(tx, { companyId, realmId }, addedInvoiceIds);
    if (existing.length > 0) await markRecord(tx, linking, { of: 'deal', recordId: dealId }, at);
    return existing.map(({ invoiceId }) => invoiceId);
  });
};

/** Removes the links to this deal only, where the invoices are not offered again. Idempotent. */
export const unlinkInvoices = async (db: Db, linking: Linking): Promise<void> => {
  const { companyId, realmId, dealId, invoiceIds, at } = linking;
  await transact(db, async (tx) => {
    const removed = await tx
      .delete(dealInvoices)
      .where(
        and(
          inRealm(dealInvoices, { companyId, realmId }),
          eq(dealInvoices.dealId, dealId),
          inArray(dealInvoices.invoiceId, invoiceIds),
        ),
      )
      .returning({ invoiceId: dealInvoices.invoiceId });
    const removedInvoiceIds = removed.map(({ invoiceId }) => invoiceId);
    for (const invoice of await mirroredInvoices(tx, linking, removedInvoiceIds)) {
      await writeLinkAudit(tx, linking, 'invoice_unlinked', invoice);
    }
    if (removedInvoiceIds.length === 0) return;
    const { userId } = linking;
    const declined = { companyId, realmId, context: dealOf(linking), userId, at };
    await declineOffers(tx, { ...declined, invoiceIds: removedInvoiceIds });
    announceChange(tx, { companyId, realmId, dealIds: [dealId] });
    // Rows of their other deals show to how many deals an invoice is linked.
    await announceInvoices(tx, { companyId, realmId }, removedInvoiceIds);
    await markRecord(tx, linking, { of: 'deal', recordId: dealId }, at);
  });
};
