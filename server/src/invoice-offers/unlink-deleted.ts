import { and, inArray } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { liveConnection } from '../connection/store.ts';
import type { Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices, invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { storedSyncSettings } from '../sync-settings/store.ts';

/** Unlinks invoices that somebody deleted in QuickBooks, if the settings say so. */
export const unlinkDeleted = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  invoiceIds: string[],
  at: number,
): Promise<void> => {
  if (invoiceIds.length === 0) return;
  const realmKey = { companyId, realmId };
  if ((await storedSyncSettings(tx, realmKey))?.deleted !== 'unlink') return;
  const owner = await liveConnection(tx, companyId);
  if (!owner) return;
  const removed = await tx
    .delete(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.invoiceId, invoiceIds)))
    .returning({ invoiceId: dealInvoices.invoiceId, dealId: dealInvoices.dealId });
  if (removed.length === 0) return;
  const rows = await tx
    .select({ invoiceId: invoices.invoiceId, number: invoices.number })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  const numbers = new Map(rows.map(({ invoiceId, number }) => [invoiceId, number]));
  for (const { invoiceId, dealId } of removed) {
    await writeAudit(tx, {
      ...realmKey,
      userId: owner.ownerId,
      at,
      action: 'invoice_unlinked_automatically',
      dealId,
      subject: invoiceId,
      details: { number: numbers.get(invoiceId) ?? '' },
    });
  }
  announceChange(tx, { ...realmKey, dealIds: removed.map(({ dealId }) => dealId) });
};
