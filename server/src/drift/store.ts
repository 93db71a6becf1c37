import { and, asc, desc, eq, inArray, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealBases, dealInvoices, invoices } from '../invoices/tables.ts';
import { appliedDeal, compareDeal, type DealDrift } from '../shared/drift/compare-deal.ts';
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

const linkColumns = {
  invoiceId: dealInvoices.invoiceId,
  dealId: dealInvoices.dealId,
  linkedAt: dealInvoices.linkedAt,
  billedHash: dealInvoices.billedHash,
  isEdited,
  dealMayDiffer,
};

const linksThat = (db: Reader, realmKey: RealmKey, condition: SQL | undefined) =>
  db
    .select(linkColumns)
    .from(dealInvoices)
    .innerJoin(invoices, ofInvoice)
    .leftJoin(dealBases, ofDeal)
    .where(and(inRealm(dealInvoices, realmKey), condition, counts));

type Link = Awaited<ReturnType<typeof linksThat>>[number];

/** The links of invoices that were created from the deal, when it differs from them. */
const linksOfChangedDeal = async (
  db: Reader,
  realmKey: RealmKey,
  links: Link[],
  dealId: number | null,
): Promise<Link[]> => {
  const created = links.filter((link) => link.dealId === dealId && link.billedHash !== null);
  if (dealId === null || !created.some(({ dealMayDiffer: differs }) => differs)) return [];
  const stored = await dealDriftOf(db, realmKey, dealId);
  return stored?.drift ? created : [];
};

/**
 * Finds the invoices of these deals that were edited in QuickBooks, and the newest one that was
 * created from `dealId` when this deal changed since. From our own rows only.
 */
export const driftOf = async (
  db: Reader,
  realmKey: RealmKey,
  dealIds: number[],
  dealId: number | null,
): Promise<Drift[]> => {
  if (dealIds.length === 0) return [];
  const links = await linksThat(db, realmKey, inArray(dealInvoices.dealId, dealIds));
  const created = await linksOfChangedDeal(db, realmKey, links, dealId);
  const newest = created.reduce<Link | null>(
    (last, link) => (last && last.linkedAt > link.linkedAt ? last : link),
    null,
  );
  const edited = links.filter((link) => link.isEdited).map(({ invoiceId }) => invoiceId);
  const invoiceIds = new Set([...edited, ...(newest ? [newest.invoiceId] : [])]);
  return [...invoiceIds].map((invoiceId) => ({
    invoiceId,
    deal: invoiceId === newest?.invoiceId,
    invoice: edited.includes(invoiceId),
  }));
};

type DriftContext = { invoiceId: string; dealIds: number[] | null; dealId: number | null };

/** The differences of one invoice, of these deals or (null) of the whole company. */
export const driftOn = async (
  { db }: { db: Reader },
  realmKey: RealmKey,
  { invoiceId, dealIds, dealId }: DriftContext,
): Promise<Omit<Drift, 'invoiceId'>> => {
  const condition = dealIds
    ? inArray(dealInvoices.dealId, dealIds)
    : eq(dealInvoices.invoiceId, invoiceId);
  const links = await linksThat(db, realmKey, condition);
  const created = await linksOfChangedDeal(db, realmKey, links, dealId);
  const isIt = (link: Link) => link.invoiceId === invoiceId;
  return {
    deal: created.some(isIt),
    invoice: links.some((link) => isIt(link) && Boolean(link.isEdited)),
  };
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

/**
 * After an edit that applied the deal to an invoice, the invoice bills the deal as it was then;
 * nothing when the deal changed since.
 */
export const billAppliedDeal = async (
  tx: Tx,
  key: RealmKey & { dealId: number; invoiceId: string },
  appliedHash: string,
): Promise<void> => {
  const current = await storedDeal(tx, key.companyId, key.dealId);
  if (!current || dealHash(current) !== appliedHash) return;
  const billed = await billedDeals(tx, key, key.dealId);
  const before = billed.find(({ invoiceId }) => invoiceId === key.invoiceId);
  if (before) await storeBilledDeal(tx, key, appliedDeal(before.billedDeal, current));
};
