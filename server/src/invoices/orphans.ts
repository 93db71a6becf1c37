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
import { announceChange } from '../live/changes.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { StoredRow } from './mirror/invoice-row-queries.ts';
import { rowColumns } from './mirror/invoice-row-queries.ts';
import { dealInvoices, dealPresence, declinedOrphans, invoices } from './tables.ts';
import type { VisiblePanelContext } from './visible-context.ts';

/** A mirrored invoice whose deals no longer exist. */
export type Orphan = StoredRow & { formerDealId: number };

/** The party of a context and its linked customer. */
export type InvoiceOwner = { party: VisiblePanelContext['party']; customerId: string | null };

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

/** A literal condition, because a parameter would not match the partial index `gone_deals`. */
const isGone = sql`${dealPresence.gone}`;

/**
 * Used with `crossJoin`, because SQLite without statistics would start with all linked invoices.
 */
const dealOfInvoice = and(
  eq(dealPresence.companyId, dealInvoices.companyId),
  eq(dealPresence.dealId, dealInvoices.dealId),
);

const isOnExistingDeal = sql`exists (select 1 from deal_invoices o
  where o.company_id = ${dealInvoices.companyId} and o.realm_id = ${dealInvoices.realmId}
  and o.invoice_id = ${dealInvoices.invoiceId} and not exists (select 1 from deal_presence p
    where p.company_id = o.company_id and p.deal_id = o.deal_id and p.gone))`;

const isDeclinedOn = (dealId: number) => sql`exists (select 1 from declined_orphans d
  where d.company_id = ${dealInvoices.companyId} and d.realm_id = ${dealInvoices.realmId}
  and d.deal_id = ${dealId} and d.invoice_id = ${dealInvoices.invoiceId})`;

const draftParty = ({ of, id }: PartyRef): DraftParty => ({ party: of, partyId: id });

/** Each orphan is read from QuickBooks and counts in the ledger. */
export const maxOrphans = 100;

/**
 * Returns invoices of the same customer, or created for the same party, all of whose deals are
 * deleted; without those declined on `dealId`. The newest `maxOrphans`, newest first, from our own
 * rows.
 */
export const orphansOf = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  { party, customerId }: InvoiceOwner,
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
          party === null ? undefined : eq(drafts.party, draftParty(party)),
        ),
        not(isOnExistingDeal),
        dealId === null ? undefined : not(isDeclinedOn(dealId)),
      ),
    )
    .groupBy(invoices.companyId, invoices.realmId, invoices.invoiceId)
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(maxOrphans);
};

/**
 * Ids of the customer's invoices and of invoices whose draft was created for the party; one index
 * each.
 */
const invoiceIdsOf = (
  db: Reader,
  { companyId, realmId }: RealmKey,
  { party, customerId }: InvoiceOwner,
) => {
  const ofCustomer = db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, { companyId, realmId }),
        customerId === null ? sql`false` : eq(invoices.customerId, customerId),
      ),
    );
  if (party === null) return ofCustomer;
  const ofParty = db
    .select({ invoiceId: sql<string>`${drafts.invoiceId}` })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, { companyId, realmId }),
        eq(drafts.party, draftParty(party)),
        isNotNull(drafts.invoiceId),
      ),
    );
  return ofCustomer.unionAll(ofParty);
};

/** A check of a deal made before these times (epoch milliseconds) is out of date. */
export type CheckedBefore = { existing: number; gone: number };

/**
 * Returns deals linked to invoices of the same customer or party, without `inView`, whose check is
 * missing or out of date. At most `limit`, longest unchecked first.
 */
export const otherDealsToCheck = async (
  db: Reader,
  realmKey: RealmKey,
  owner: InvoiceOwner,
  {
    inView,
    checkedBefore,
    limit,
  }: { inView: number[]; checkedBefore: CheckedBefore; limit: number },
): Promise<number[]> => {
  const ownerInvoices = invoiceIdsOf(db, realmKey, owner).as('theirs');
  const rows = await db
    .select({ dealId: dealInvoices.dealId })
    .from(ownerInvoices)
    .crossJoin(dealInvoices)
    .leftJoin(dealPresence, dealOfInvoice)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.invoiceId, ownerInvoices.invoiceId),
        notInArray(dealInvoices.dealId, inView),
        or(
          isNull(dealPresence.checkedAt),
          and(isGone, lte(dealPresence.checkedAt, checkedBefore.gone)),
          and(not(isGone), lte(dealPresence.checkedAt, checkedBefore.existing)),
        ),
      ),
    )
    .groupBy(dealInvoices.dealId, dealPresence.checkedAt)
    .orderBy(sql`coalesce(${dealPresence.checkedAt}, 0)`, desc(dealInvoices.dealId))
    .limit(limit);
  return rows.map(({ dealId }) => dealId);
};

/** Excludes these invoices from the orphans suggested for this deal. */
export const declineOrphans = async (
  ctx: Ctx,
  realmKey: RealmKey,
  dealId: number,
  invoiceIds: string[],
): Promise<void> => {
  const known = await ctx.db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  if (known.length === 0) return;
  const declined = { ...realmKey, dealId, declinedById: ctx.userId, declinedAt: ctx.clock.now() };
  const rows = known.map(({ invoiceId }) => ({ ...declined, invoiceId }));
  await transact(ctx.db, async (tx) => {
    const added = await tx
      .insert(declinedOrphans)
      .values(rows)
      .onConflictDoNothing()
      .returning({ invoiceId: declinedOrphans.invoiceId });
    if (added.length > 0) announceChange(tx, { ...realmKey, dealIds: [dealId] });
  });
};
