import { and, eq, inArray, notInArray, sql } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Db } from '../db/open-database.ts';
import { drafts } from '../drafts/tables.ts';
import type { BooksKey, StoredRow } from './mirror/row-statements.ts';
import { rowColumns } from './mirror/row-statements.ts';
import type { SeenPanelPlace } from './place.ts';
import { dealInvoices, dealPresence, declinedOrphans, invoices } from './tables.ts';

/** A mirrored invoice whose deal no longer exists. */
export type Orphan = StoredRow & { formerDealId: number };

/** Whose invoices are meant: the place's party, and the customer it is linked to. */
export type Whose = { party: SeenPanelPlace['party']; customerId: string | null };

const sameInvoice = and(
  eq(invoices.companyId, dealInvoices.companyId),
  eq(invoices.realmId, dealInvoices.realmId),
  eq(invoices.invoiceId, dealInvoices.invoiceId),
);

const draftOfInvoice = and(
  eq(drafts.companyId, dealInvoices.companyId),
  eq(drafts.realmId, dealInvoices.realmId),
  eq(drafts.invoiceId, dealInvoices.invoiceId),
);

const isGone = sql`exists (select 1 from deal_presence p where p.company_id = ${dealInvoices.companyId}
  and p.deal_id = ${dealInvoices.dealId} and p.gone = 1)`;

const onALivingDeal = sql`exists (select 1 from deal_invoices o
  where o.company_id = ${dealInvoices.companyId} and o.realm_id = ${dealInvoices.realmId}
  and o.invoice_id = ${dealInvoices.invoiceId} and not exists (select 1 from deal_presence p
    where p.company_id = o.company_id and p.deal_id = o.deal_id and p.gone = 1))`;

const belongsTo = (
  { party, customerId }: Whose,
  row: { customerId: string; party: { party: string; partyId: number } | null },
): boolean =>
  row.customerId === customerId ||
  (party !== null && row.party?.party === party.of && row.party.partyId === party.id);

const anyGone = (db: Db, companyId: number): boolean =>
  db
    .select({ dealId: dealPresence.dealId })
    .from(dealPresence)
    .where(and(eq(dealPresence.companyId, companyId), eq(dealPresence.gone, true)))
    .limit(1)
    .get() !== undefined;

const declinedOn = (db: Db, { companyId, realmId }: BooksKey, dealId: number): Set<string> => {
  const rows = db
    .select({ id: declinedOrphans.invoiceId })
    .from(declinedOrphans)
    .where(
      and(
        eq(declinedOrphans.companyId, companyId),
        eq(declinedOrphans.realmId, realmId),
        eq(declinedOrphans.dealId, dealId),
      ),
    )
    .all();
  return new Set(rows.map(({ id }) => id));
};

/**
 * Invoices of the same customer, or made for the same organization or person, all of whose deals are known
 * not to exist any more; those that were declined on `dealId` are left out. From our own rows alone.
 */
export const orphansOf = async (
  db: Db,
  books: BooksKey,
  whose: Whose,
  dealId: number | null,
): Promise<Orphan[]> => {
  if (!anyGone(db, books.companyId)) return [];
  const rows = db
    .select({ ...rowColumns, formerDealId: dealInvoices.dealId, party: drafts.party })
    .from(dealInvoices)
    .innerJoin(invoices, sameInvoice)
    .leftJoin(drafts, draftOfInvoice)
    .where(
      and(
        eq(dealInvoices.companyId, books.companyId),
        eq(dealInvoices.realmId, books.realmId),
        eq(invoices.deleted, false),
        isGone,
        sql`not ${onALivingDeal}`,
      ),
    )
    .all();
  const declined = dealId === null ? new Set() : declinedOn(db, books, dealId);
  const offered = rows.filter((row) => belongsTo(whose, row) && !declined.has(row.invoiceId));
  const byInvoice = new Map(offered.map((row) => [row.invoiceId, row]));
  return [...byInvoice.values()].map(({ party: _, ...row }) => row);
};

/** Deals of the same customer or party that invoices are linked to, others than those in view. */
export const otherDealsOf = async (
  db: Db,
  books: BooksKey,
  whose: Whose,
  inView: number[],
): Promise<number[]> => {
  const rows = db
    .select({
      dealId: dealInvoices.dealId,
      customerId: invoices.customerId,
      party: drafts.party,
    })
    .from(dealInvoices)
    .innerJoin(invoices, sameInvoice)
    .leftJoin(drafts, draftOfInvoice)
    .where(
      and(
        eq(dealInvoices.companyId, books.companyId),
        eq(dealInvoices.realmId, books.realmId),
        notInArray(dealInvoices.dealId, inView),
      ),
    )
    .all();
  return [...new Set(rows.filter((row) => belongsTo(whose, row)).map(({ dealId }) => dealId))];
};

/** Says that these do not belong to this deal. */
export const declineOrphans = async (
  ctx: Ctx,
  books: BooksKey,
  dealId: number,
  invoiceIds: string[],
): Promise<void> => {
  const known = ctx.db
    .select({ id: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        eq(invoices.companyId, books.companyId),
        eq(invoices.realmId, books.realmId),
        inArray(invoices.invoiceId, invoiceIds),
      ),
    )
    .all();
  if (known.length === 0) return;
  const declined = { ...books, dealId, declinedById: ctx.userId, declinedAt: ctx.clock.now() };
  ctx.db
    .insert(declinedOrphans)
    .values(known.map(({ id }) => ({ ...declined, invoiceId: id })))
    .onConflictDoNothing()
    .run();
};
