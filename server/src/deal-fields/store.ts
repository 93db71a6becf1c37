import { and, count, desc, eq, isNotNull, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { dealInvoices, invoiceFacts, invoices } from '../invoices/tables.ts';
import type { QuickbooksPayment } from '../quickbooks/models.ts';
import type { DealFact, FieldProblem } from './contract.ts';
import type { LinkedInvoice } from './deal-facts.ts';
import { type DirtyDeal, finishDeal, markAllDeals } from './dirty-deals.ts';
import { dealFields, writtenDeals } from './tables.ts';

export type FieldRow = typeof dealFields.$inferSelect;

/** All fields that the company has chosen, also those that are switched off. */
export const fieldRows = (db: Reader, companyId: number): Promise<FieldRow[]> =>
  db.select().from(dealFields).where(eq(dealFields.companyId, companyId));

type Change = { companyId: number; realmId: string; userId: number; at: number };

const writeFieldAudit = (tx: Tx, change: Change, name: DealFact, details: Record<string, string>) =>
  writeAudit(tx, { ...change, action: 'deal_field_changed', subject: name, details });

/**
 * Switches a fact on with this field and marks all deals with invoices. Returns their number; null,
 * with nothing changed, when another fact uses the field.
 */
export const enableField = (
  db: Db,
  change: Change,
  field: Pick<FieldRow, 'name' | 'fieldCode' | 'fieldName' | 'options'>,
): Promise<number | null> =>
  transact(db, async (tx) => {
    const { companyId, userId, at } = change;
    const rows = await fieldRows(tx, companyId);
    const isTaken = rows.some(
      ({ enabled, name, fieldCode }) =>
        enabled && name !== field.name && fieldCode === field.fieldCode,
    );
    if (isTaken) return null;
    const saved = {
      ...field,
      enabled: true,
      problem: null,
      problemAt: null,
      savedById: userId,
      savedAt: at,
    };
    await tx
      .insert(dealFields)
      .values({ companyId, ...saved })
      .onConflictDoUpdate({ target: [dealFields.companyId, dealFields.name], set: saved });
    await writeFieldAudit(tx, change, field.name, { choice: 'on', field: field.fieldName });
    return markAllDeals(tx, change, at);
  });

/** Switches a fact off; its field keeps its values. */
export const disableField = (db: Db, change: Change, name: DealFact): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, userId, at } = change;
    const changed = await tx
      .update(dealFields)
      .set({ enabled: false, savedById: userId, savedAt: at })
      .where(
        and(
          eq(dealFields.companyId, companyId),
          eq(dealFields.name, name),
          eq(dealFields.enabled, true),
        ),
      )
      .returning({ name: dealFields.name });
    if (changed.length > 0) await writeFieldAudit(tx, change, name, { choice: 'off' });
  });

/** Stops writing a field that Pipedrive no longer accepts, unless another one was chosen since. */
export const stopField = (
  db: Db,
  { companyId, name, fieldCode }: FieldRow,
  problem: FieldProblem,
  at: number,
): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .update(dealFields)
      .set({ problem, problemAt: at })
      .where(
        and(
          eq(dealFields.companyId, companyId),
          eq(dealFields.name, name),
          eq(dealFields.fieldCode, fieldCode),
        ),
      );
  });

type OfDeal = { companyId: number; dealId: number };

const isDeal = ({ companyId, dealId }: OfDeal) =>
  and(eq(writtenDeals.companyId, companyId), eq(writtenDeals.dealId, dealId));

/** Values last written to a deal, by field_code; empty when there were none. */
export const writtenTo = async (db: Reader, deal: OfDeal): Promise<Record<string, unknown>> => {
  const [row] = await db
    .select({ written: writtenDeals.written })
    .from(writtenDeals)
    .where(isDeal(deal))
    .limit(1);
  return row?.written ?? {};
};

type Written = Pick<typeof writtenDeals.$inferSelect, 'written' | 'failure' | 'writtenAt'>;

/** Stores what was written to a deal, or why it was refused, and removes the deal's mark. */
export const recordWritten = (
  db: Db,
  deal: DirtyDeal,
  written: Written,
  overdueAt: number | null,
): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, dealId } = deal;
    await tx
      .insert(writtenDeals)
      .values({ companyId, dealId, ...written })
      .onConflictDoUpdate({ target: [writtenDeals.companyId, writtenDeals.dealId], set: written });
    await finishDeal(tx, deal, overdueAt);
  });

/** Removes the mark of a deal that needs no update, and an earlier refusal. */
export const recordUnchanged = (db: Db, deal: DirtyDeal, overdueAt: number | null): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .update(writtenDeals)
      .set({ failure: null })
      .where(and(isDeal(deal), isNotNull(writtenDeals.failure)));
    await finishDeal(tx, deal, overdueAt);
  });

/** Forgets a deal that was deleted in Pipedrive or is hidden from the connection owner. */
export const forgetDeal = (db: Db, deal: DirtyDeal): Promise<void> =>
  transact(db, async (tx) => {
    await tx.delete(writtenDeals).where(isDeal(deal));
    await finishDeal(tx, deal, null);
  });

const mostFailures = 5;

/** Deals that Pipedrive refused to update, the latest first. */
export const refusedDeals = (db: Reader, companyId: number) =>
  db
    .select({ dealId: writtenDeals.dealId, failure: writtenDeals.failure })
    .from(writtenDeals)
    .where(and(eq(writtenDeals.companyId, companyId), isNotNull(writtenDeals.failure)))
    .orderBy(desc(writtenDeals.writtenAt))
    .limit(mostFailures);

const columns = {
  invoiceId: invoices.invoiceId,
  number: invoices.number,
  customerName: invoices.customerName,
  currency: invoices.currency,
  total: invoices.total,
  tax: invoices.tax,
  balance: invoices.balance,
  credited: invoices.credited,
  dueDate: invoices.dueDate,
  memo: invoices.memo,
  linesAreZero: invoices.linesAreZero,
  voided: invoices.voided,
  deleted: invoices.deleted,
  changedAt: invoices.changedAt,
  linkedAt: dealInvoices.linkedAt,
  facts: invoiceFacts.facts,
};

/** The mirrored invoices of a deal, with the mirrored payments of them. */
export const invoicesWithPayments = async (
  db: Reader,
  realmKey: RealmKey,
  dealId: number,
): Promise<{ invoices: LinkedInvoice[]; payments: QuickbooksPayment[] }> => {
  const linked = await db
    .select(columns)
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .innerJoin(
      invoiceFacts,
      and(
        eq(invoiceFacts.companyId, invoices.companyId),
        eq(invoiceFacts.realmId, invoices.realmId),
        eq(invoiceFacts.invoiceId, invoices.invoiceId),
      ),
    )
    .where(and(inRealm(dealInvoices, realmKey), eq(dealInvoices.dealId, dealId)));
  const paymentIds = new Set(linked.flatMap(({ facts }) => facts.paymentIds));
  return { invoices: linked, payments: await mirroredPayments(db, realmKey, [...paymentIds]) };
};

/** Number of deals with invoices. */
export const countDeals = async (db: Reader, realmKey: RealmKey): Promise<number> => {
  const [row] = await db
    .select({ deals: count(sql`distinct ${dealInvoices.dealId}`) })
    .from(dealInvoices)
    .where(inRealm(dealInvoices, realmKey));
  return row?.deals ?? 0;
};

/** The deal that an invoice was linked to last; null without one. */
export const lastLinkedDeal = async (db: Reader, realmKey: RealmKey): Promise<number | null> => {
  const [row] = await db
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(inRealm(dealInvoices, realmKey))
    .orderBy(desc(dealInvoices.linkedAt))
    .limit(1);
  return row?.dealId ?? null;
};
