import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealBases, dealInvoices, invoices } from '../invoices/tables.ts';
import { compareDeal, type DealDrift } from '../shared/drift/compare-deal.ts';
import type { BilledDeal, DealSnapshot } from '../shared/drift/deal-snapshot.ts';
import type { InvoiceSnapshot } from '../shared/drift/invoice-snapshot.ts';
import { dealHash } from './content-hash.ts';

const ofInvoice = and(
  eq(invoices.companyId, dealInvoices.companyId),
  eq(invoices.realmId, dealInvoices.realmId),
  eq(invoices.invoiceId, dealInvoices.invoiceId),
);

const ofDeal = and(
  eq(dealBases.companyId, dealInvoices.companyId),
  eq(dealBases.dealId, dealInvoices.dealId),
);

/** A voided or deleted invoice bills nothing. */
const counts = and(eq(invoices.deleted, false), eq(invoices.voided, false));

const isEdited = sql<unknown>`(${dealInvoices.agreedHash} <> ${invoices.contentHash}
  and ${invoices.contentHash} <> '')`;
const dealMayDiffer = sql<unknown>`(${dealInvoices.billedHash} <> ${dealBases.contentHash})`;

/** Expression for a prepared statement: whether the deal of its values may have differences. */
export const mayHaveDrift: SQL<unknown> = sql<unknown>`exists (select 1 from deal_invoices d
  join invoices i on i.company_id = d.company_id and i.realm_id = d.realm_id
    and i.invoice_id = d.invoice_id
  where d.company_id = ${sql.placeholder('companyId')} and d.realm_id = ${sql.placeholder('realmId')}
    and d.deal_id = ${sql.placeholder('dealId')}
    and ((d.agreed_hash <> i.content_hash and i.content_hash <> '')
      or d.billed_hash <> ${dealBases.contentHash}))`;

/** Expression for a prepared statement: whether an invoice was created from the deal of its values. */
export const hasBilledDeal: SQL<unknown> = sql<unknown>`exists (select 1 from deal_invoices d
  where d.company_id = ${sql.placeholder('companyId')} and d.realm_id = ${sql.placeholder('realmId')}
    and d.deal_id = ${sql.placeholder('dealId')} and d.billed_hash is not null)`;

/** Invoices with a difference, of these deals; `deal` only for `dealId`. */
export type Drift = { invoiceId: string; deal: boolean; invoice: boolean };

/**
 * Finds the invoices of these deals, or of all, that were edited in QuickBooks, and those of
 * `dealId` that were created from another content of the deal. From our own rows only.
 */
export const driftOf = async (
  db: Reader,
  realmKey: RealmKey,
  dealIds: number[] | null,
  dealId: number | null,
  invoiceId?: string,
): Promise<Drift[]> => {
  if (dealIds?.length === 0) return [];
  const rows = await db
    .select({
      invoiceId: dealInvoices.invoiceId,
      dealId: dealInvoices.dealId,
      invoice: isEdited,
      deal: dealMayDiffer,
    })
    .from(dealInvoices)
    .innerJoin(invoices, ofInvoice)
    .leftJoin(dealBases, ofDeal)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        dealIds ? inArray(dealInvoices.dealId, dealIds) : undefined,
        invoiceId === undefined ? undefined : eq(dealInvoices.invoiceId, invoiceId),
        counts,
      ),
    );
  const mayDiffer = rows.some((row) => row.dealId === dealId && row.deal);
  const differs =
    mayDiffer && dealId !== null && (await dealDriftOf(db, realmKey, dealId))?.drift != null;
  const drifts = new Map<string, Drift>();
  for (const row of rows) {
    const { invoiceId } = row;
    const deal = differs && row.dealId === dealId && Boolean(row.deal);
    const invoice = Boolean(row.invoice);
    const before = drifts.get(invoiceId);
    if (!deal && !invoice && !before) continue;
    drifts.set(invoiceId, {
      invoiceId,
      deal: deal || (before?.deal ?? false),
      invoice: invoice || (before?.invoice ?? false),
    });
  }
  return [...drifts.values()];
};

/** Like `driftOf`, for one invoice. */
export const driftOn = async (
  { db }: { db: Reader },
  realmKey: RealmKey,
  {
    invoiceId,
    dealIds,
    dealId,
  }: { invoiceId: string; dealIds: number[] | null; dealId: number | null },
): Promise<Omit<Drift, 'invoiceId'>> => {
  const [found] = await driftOf(db, realmKey, dealIds, dealId, invoiceId);
  return { deal: found?.deal ?? false, invoice: found?.invoice ?? false };
};

/** The deal's content as last read; null when it was not. */
export const storedDeal = async (
  db: Reader,
  companyId: number,
  dealId: number,
): Promise<DealSnapshot | null> => {
  const [row] = await db
    .select({ content: dealBases.content })
    .from(dealBases)
    .where(and(eq(dealBases.companyId, companyId), eq(dealBases.dealId, dealId)));
  return row?.content ?? null;
};

type BilledRow = { invoiceId: string; billedDeal: BilledDeal };

const billedDeals = async (
  db: Reader,
  realmKey: RealmKey,
  dealId: number,
): Promise<BilledRow[]> => {
  const rows = await db
    .select({ invoiceId: dealInvoices.invoiceId, billedDeal: dealInvoices.billedDeal })
    .from(dealInvoices)
    .innerJoin(invoices, ofInvoice)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.dealId, dealId),
        isNotNull(dealInvoices.billedDeal),
        counts,
      ),
    )
    .orderBy(asc(dealInvoices.linkedAt), asc(dealInvoices.invoiceId));
  return rows.flatMap(({ invoiceId, billedDeal }) =>
    billedDeal ? [{ invoiceId, billedDeal }] : [],
  );
};

/** The deal beside what its invoices were created from. */
export type StoredDrift = {
  current: DealSnapshot;
  billed: BilledRow[];
  /** Null without a difference. */
  drift: DealDrift | null;
};

/** Compares the stored deal with what its invoices bill; null when there is nothing to compare. */
export const dealDriftOf = async (
  db: Reader,
  realmKey: RealmKey,
  dealId: number,
): Promise<StoredDrift | null> => {
  const current = await storedDeal(db, realmKey.companyId, dealId);
  const billed = current ? await billedDeals(db, realmKey, dealId) : [];
  if (!current || billed.length === 0) return null;
  const drift = compareDeal(
    billed.map(({ billedDeal }) => billedDeal),
    current,
  );
  return { current, billed, drift };
};

/** Stores the deal that an invoice was created from. */
export const storeBilledDeal = async (
  tx: Tx,
  { companyId, realmId, dealId, invoiceId }: RealmKey & { dealId: number; invoiceId: string },
  billedDeal: BilledDeal,
): Promise<void> => {
  await tx
    .update(dealInvoices)
    .set({ billedDeal, billedHash: dealHash(billedDeal) })
    .where(
      and(
        inRealm(dealInvoices, { companyId, realmId }),
        eq(dealInvoices.dealId, dealId),
        eq(dealInvoices.invoiceId, invoiceId),
      ),
    );
};

/** The lines of merged deals no longer say what each invoice bills. */
export const forgetBilledDeals = async (
  tx: Tx,
  companyId: number,
  dealIds: number[],
): Promise<void> => {
  await tx
    .update(dealInvoices)
    .set({ billedDeal: null, billedHash: null })
    .where(and(eq(dealInvoices.companyId, companyId), inArray(dealInvoices.dealId, dealIds)));
};

/** The content that Dealbill knows of an invoice, by its latest link to one of these deals. */
export const agreedOf = async (
  db: Reader,
  realmKey: RealmKey,
  dealIds: number[] | null,
  invoiceId: string,
): Promise<InvoiceSnapshot | null> => {
  const [row] = await db
    .select({ agreed: dealInvoices.agreed })
    .from(dealInvoices)
    .innerJoin(invoices, ofInvoice)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.invoiceId, invoiceId),
        dealIds ? inArray(dealInvoices.dealId, dealIds) : undefined,
        isEdited,
      ),
    )
    .orderBy(desc(dealInvoices.linkedAt))
    .limit(1);
  return row?.agreed ?? null;
};
