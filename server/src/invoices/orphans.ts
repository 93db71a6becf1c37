import {
  and,
  desc,
  eq,
  inArray,
  isNotNull,
  isNull,
  lte,
  not,
  notInArray,
  or,
  sql,
} from 'drizzle-orm';

import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { type DraftParty, drafts } from '../drafts/tables.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { StoredRow } from './mirror/invoice-row-queries.ts';
import { rowColumns } from './mirror/invoice-row-queries.ts';
import { dealInvoices, dealPresence, declinedOrphans, invoices } from './tables.ts';
import type { VisiblePanelContext } from './visible-context.ts';

/** A mirrored invoice whose deal no longer exists. */
export type Orphan = StoredRow & { formerDealId: number };

/** Whose invoices are meant: the place's party, and the customer it is linked to. */
export type Whose = { party: VisiblePanelContext['party']; customerId: string | null };

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

/** Written as in the partial index `gone_deals`, which a parameter would not match. */
const isGone = sql`${dealPresence.gone}`;

/** `crossJoin` keeps SQLite from starting with all linked invoices: without statistics it would. */
const dealOfInvoice = and(
  eq(dealPresence.companyId, dealInvoices.companyId),
  eq(dealPresence.dealId, dealInvoices.dealId),
);

const onALivingDeal = sql`exists (select 1 from deal_invoices o
  where o.company_id = ${dealInvoices.companyId} and o.realm_id = ${dealInvoices.realmId}
  and o.invoice_id = ${dealInvoices.invoiceId} and not exists (select 1 from deal_presence p
    where p.company_id = o.company_id and p.deal_id = o.deal_id and p.gone))`;

const isDeclinedOn = (dealId: number) => sql`exists (select 1 from declined_orphans d
  where d.company_id = ${dealInvoices.companyId} and d.realm_id = ${dealInvoices.realmId}
  and d.deal_id = ${dealId} and d.invoice_id = ${dealInvoices.invoiceId})`;

const asStored = ({ of, id }: PartyRef): DraftParty => ({ party: of, partyId: id });

/** QuickBooks is asked for each of them, and each counts in the ledger. */
export const mostOrphans = 100;

/**
 * Invoices of the same customer, or made for the same organization or person, all of whose deals are known
 * not to exist any more; those that were declined on `dealId` are left out. The newest `mostOrphans`, newest
 * first, from our own rows alone.
 */
export const orphansOf = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  { party, customerId }: Whose,
  dealId: number | null,
): Promise<Orphan[]> => {
  return db
    .select({ ...rowColumns, formerDealId: sql<number>`max(${dealInvoices.dealId})` })
    .from(dealPresence)
    .crossJoin(dealInvoices)
    .crossJoin(invoices)
    .leftJoin(drafts, draftOfInvoice)
    .where(
      and(
        eq(dealPresence.companyId, companyId),
        isGone,
        dealOfInvoice,
        eq(dealInvoices.realmId, realmId),
        sameInvoice,
        eq(invoices.deleted, false),
        or(
          customerId === null ? sql`false` : eq(invoices.customerId, customerId),
          party === null ? undefined : eq(drafts.party, asStored(party)),
        ),
        not(onALivingDeal),
        dealId === null ? undefined : not(isDeclinedOn(dealId)),
      ),
    )
    .groupBy(invoices.companyId, invoices.realmId, invoices.invoiceId)
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(mostOrphans);
};

/** Invoices of the customer, and those whose draft was made for the party; each by its own index. */
const invoiceIdsOf = (
  db: Reader,
  { companyId, realmId }: RealmKey,
  { party, customerId }: Whose,
) => {
  const ofCustomer = db
    .select({ id: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, { companyId, realmId }),
        customerId === null ? sql`false` : eq(invoices.customerId, customerId),
      ),
    );
  if (party === null) return ofCustomer;
  const ofParty = db
    .select({ id: sql<string>`${drafts.invoiceId}` })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, { companyId, realmId }),
        eq(drafts.party, asStored(party)),
        isNotNull(drafts.invoiceId),
      ),
    );
  return ofCustomer.unionAll(ofParty);
};

/** What was found out of a deal is old before these times, epoch milliseconds. */
export type CheckedBefore = { there: number; gone: number };

/**
 * Deals of the same customer or party that invoices are linked to, others than those in view, whose presence
 * was never checked or last before these times. At most so many, the longest unchecked first.
 */
export const otherDealsToCheck = async (
  db: Reader,
  realmKey: RealmKey,
  whose: Whose,
  { inView, before, most }: { inView: number[]; before: CheckedBefore; most: number },
): Promise<number[]> => {
  const theirs = invoiceIdsOf(db, realmKey, whose).as('theirs');
  const rows = await db
    .select({ dealId: dealInvoices.dealId })
    .from(theirs)
    .crossJoin(dealInvoices)
    .leftJoin(dealPresence, dealOfInvoice)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.invoiceId, theirs.id),
        notInArray(dealInvoices.dealId, inView),
        or(
          isNull(dealPresence.checkedAt),
          and(isGone, lte(dealPresence.checkedAt, before.gone)),
          and(not(isGone), lte(dealPresence.checkedAt, before.there)),
        ),
      ),
    )
    .groupBy(dealInvoices.dealId, dealPresence.checkedAt)
    .orderBy(sql`coalesce(${dealPresence.checkedAt}, 0)`, desc(dealInvoices.dealId))
    .limit(most);
  return rows.map(({ dealId }) => dealId);
};

/** Says that these do not belong to this deal. */
export const declineOrphans = async (
  ctx: Ctx,
  realmKey: RealmKey,
  dealId: number,
  invoiceIds: string[],
): Promise<void> => {
  const known = await ctx.db
    .select({ id: invoices.invoiceId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  if (known.length === 0) return;
  const declined = { ...realmKey, dealId, declinedById: ctx.userId, declinedAt: ctx.clock.now() };
  const rows = known.map(({ id }) => ({ ...declined, invoiceId: id }));
  await transact(ctx.db, (tx) => tx.insert(declinedOrphans).values(rows).onConflictDoNothing());
};
