import { and, eq, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices, invoiceFacts, invoices } from '../invoices/tables.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import { partsOf } from '../quickbooks/translate/invoice-parts.ts';
import type { InvoiceSnapshot } from '../shared/drift/invoice-snapshot.ts';
import { invoiceHash } from './content-hash.ts';

/** Builds the snapshot of a mirrored invoice. Pure. */
export const invoiceSnapshot = (invoice: QuickbooksInvoice): InvoiceSnapshot => {
  const { lines, discount, shipping } = partsOf(invoice);
  return {
    lines: lines.map((line) => ({
      kind: line.kind,
      itemId: line.itemId,
      itemName: line.itemName,
      description: line.description,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      amount: line.amount,
      taxCodeId: line.taxCodeId,
      serviceDate: line.serviceDate,
      classId: line.classId,
    })),
    discount,
    shipping,
    tax: invoice.tax,
    total: invoice.total,
  };
};

const mirrored = (tx: Reader, realmKey: RealmKey, invoiceIds: string[]) =>
  tx
    .select({ invoiceId: invoiceFacts.invoiceId, facts: invoiceFacts.facts })
    .from(invoiceFacts)
    .where(and(inRealm(invoiceFacts, realmKey), inArray(invoiceFacts.invoiceId, invoiceIds)));

/**
 * Stores the mirrored content of invoices as what Dealbill knows of them: later changes in
 * QuickBooks are shown. With `dealId` only for the link to this deal.
 */
export const agreeOnMirrored = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceIds: string[],
  dealId?: number,
): Promise<void> => {
  if (invoiceIds.length === 0) return;
  for (const { facts } of await mirrored(tx, realmKey, invoiceIds)) {
    await agreeOn(tx, realmKey, facts, dealId);
  }
};

/** Stores this content of an invoice as what Dealbill knows of it. */
export const agreeOn = async (
  tx: Tx,
  realmKey: RealmKey,
  invoice: QuickbooksInvoice,
  dealId?: number,
): Promise<void> => {
  await tx
    .update(dealInvoices)
    .set({ agreed: invoiceSnapshot(invoice), agreedHash: invoiceHash(invoice) })
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.invoiceId, invoice.id),
        dealId === undefined ? undefined : eq(dealInvoices.dealId, dealId),
      ),
    );
};

/**
 * Stores the invoice as Dealbill saved it. A change made in QuickBooks before stays reported when
 * the user did not edit lines: the save repeated it.
 */
export const agreeOnSaved = async (
  tx: Tx,
  realmKey: RealmKey,
  saved: QuickbooksInvoice,
  { withLines, hashBefore }: { withLines: boolean; hashBefore: string },
): Promise<void> => {
  if (withLines) return agreeOn(tx, realmKey, saved);
  const links = await tx
    .select({ dealId: dealInvoices.dealId, agreedHash: dealInvoices.agreedHash })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.invoiceId, saved.id)));
  for (const { dealId, agreedHash } of links) {
    if (agreedHash === null || agreedHash === hashBefore) {
      await agreeOn(tx, realmKey, saved, dealId);
    }
  }
};

/** Hash of the mirrored content of an invoice; empty when it is unknown. */
export const mirroredHash = async (
  tx: Reader,
  realmKey: RealmKey,
  invoiceId: string,
): Promise<string> => {
  const [row] = await tx
    .select({ contentHash: invoices.contentHash })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), eq(invoices.invoiceId, invoiceId)));
  return row?.contentHash ?? '';
};
