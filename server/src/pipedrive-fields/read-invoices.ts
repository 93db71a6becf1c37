import { and, count, desc, eq, inArray, sql } from 'drizzle-orm';
import { customerLinks } from '../customers/tables.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { dealInvoices, invoiceFacts, invoices } from '../invoices/tables.ts';
import type { QuickbooksPayment } from '../quickbooks/models.ts';
import type { RecordKind } from './contract.ts';
import type { LinkedInvoice } from './deal-facts.ts';
import type { OpenInvoice } from './party-facts.ts';

export type RecordKey = { of: RecordKind; recordId: number };

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

const isParty = (realmKey: RealmKey, { of, recordId }: RecordKey) =>
  and(
    inRealm(customerLinks, realmKey),
    eq(customerLinks.party, of === 'person' ? 'person' : 'organization'),
    eq(customerLinks.partyId, recordId),
  );

/**
 * The open mirrored invoices of the customers of an organization or person, and the currencies of
 * all their invoices; null when it has no customer. A voided invoice has no balance.
 */
export const openInvoicesOf = async (
  db: Reader,
  realmKey: RealmKey,
  party: RecordKey,
): Promise<{ open: OpenInvoice[]; currencies: string[] } | null> => {
  const links = await db
    .select({ customerId: customerLinks.customerId })
    .from(customerLinks)
    .where(isParty(realmKey, party));
  if (links.length === 0) return null;
  const customerIds = links.map(({ customerId }) => customerId);
  const ofCustomer = and(
    inRealm(invoices, realmKey),
    inArray(invoices.customerId, customerIds),
    eq(invoices.deleted, false),
  );
  const open = await db
    .select({
      currency: invoices.currency,
      balance: invoices.balance,
      dueDate: invoices.dueDate,
    })
    .from(invoices)
    .where(and(ofCustomer, sql`cast(${invoices.balance} as numeric) > 0`));
  const used = await db
    .selectDistinct({ currency: invoices.currency })
    .from(invoices)
    .where(ofCustomer);
  return { open, currencies: used.map(({ currency }) => currency) };
};

/** Number of deals with invoices, or of organizations or persons with a customer. */
export const countRecords = async (
  db: Reader,
  realmKey: RealmKey,
  of: RecordKind,
): Promise<number> => {
  const [row] =
    of === 'deal'
      ? await db
          .select({ records: count(sql`distinct ${dealInvoices.dealId}`) })
          .from(dealInvoices)
          .where(inRealm(dealInvoices, realmKey))
      : await db
          .select({ records: count(sql`distinct ${customerLinks.partyId}`) })
          .from(customerLinks)
          .where(and(inRealm(customerLinks, realmKey), eq(customerLinks.party, of)));
  return row?.records ?? 0;
};

/** The record that an invoice or a customer was linked to last; null without one. */
export const lastLinked = async (
  db: Reader,
  realmKey: RealmKey,
  of: RecordKind,
): Promise<number | null> => {
  const [row] =
    of === 'deal'
      ? await db
          .select({ recordId: dealInvoices.dealId })
          .from(dealInvoices)
          .where(inRealm(dealInvoices, realmKey))
          .orderBy(desc(dealInvoices.linkedAt))
          .limit(1)
      : await db
          .select({ recordId: customerLinks.partyId })
          .from(customerLinks)
          .where(and(inRealm(customerLinks, realmKey), eq(customerLinks.party, of)))
          .orderBy(desc(customerLinks.linkedAt))
          .limit(1);
  return row?.recordId ?? null;
};
