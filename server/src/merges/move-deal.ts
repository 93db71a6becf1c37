import { and, eq, inArray, isNotNull, ne, sql } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import { moveBillingPlan } from '../billing-plans/move-plan.ts';
import type { Reader, Tx } from '../db/database.ts';
import { drafts } from '../drafts/tables.ts';
import { forgetBilledDeals } from '../drift/store.ts';
import { dealBases, dealInvoices, declinedOrphans, invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { operations } from '../operations/tables.ts';
import { mergeFieldRecords } from '../pipedrive-fields/merge-records.ts';
import { sentReminders } from '../reminders/tables.ts';
import { moveDeclinedOffers } from './move-declined-offers.ts';
import { type Moved, nobody } from './tables.ts';

type DealMerge = {
  companyId: number;
  from: number;
  /** Title of the merged deal; empty when it is not known. */
  fromName: string;
  into: number;
  now: number;
};

/** Whether a draft of the deal is being sent; it keeps its deal until its outcome is known. */
export const hasDraftInFlight = async (
  tx: Reader,
  { companyId, dealId }: { companyId: number; dealId: number },
): Promise<boolean> => {
  const [draft] = await tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(eq(drafts.companyId, companyId), eq(drafts.dealId, dealId), eq(drafts.state, 'sending')),
    )
    .limit(1);
  return draft !== undefined;
};

/**
 * Moves links, drafts, billing plan, notes, reminders and marks of a merged deal to the one that
 * remains, and writes the history. Leaves out a draft that is being sent, and invoices that a user
 * declined on the remaining deal. Calling it again moves what was added since.
 */
export const moveDeal = async (tx: Tx, merge: DealMerge): Promise<Moved> => {
  const { companyId, from, into, now } = merge;
  const links = await moveLinks(tx, merge);
  const moved = await tx
    .update(drafts)
    .set({ dealId: into, filledFrom: null })
    .where(
      and(eq(drafts.companyId, companyId), eq(drafts.dealId, from), ne(drafts.state, 'sending')),
    )
    .returning({ realmId: drafts.realmId, state: drafts.state });
  await tx
    .update(operations)
    .set({ dealId: into })
    .where(
      and(
        eq(operations.companyId, companyId),
        eq(operations.dealId, from),
        inArray(operations.kind, ['deal_note', 'add_reminder', 'close_reminder', 'attach_pdf']),
        isNotNull(operations.nextAt),
      ),
    );
  await tx
    .update(sentReminders)
    .set({ dealId: into })
    .where(and(eq(sentReminders.companyId, companyId), eq(sentReminders.dealId, from)));
  await moveDeclined(tx, merge);
  const plans = await moveBillingPlan(tx, merge);
  await moveDeclinedOffers(tx, { companyId, kind: 'deal', from, into });
  await forgetBases(tx, merge);
  await forgetBilledDeals(tx, companyId, [from, into]);
  const realmIds = [...new Set([...links, ...moved, ...plans].map(({ realmId }) => realmId))];
  await mergeFieldRecords(tx, { companyId, of: 'deal', from, into, realmIds }, now);
  for (const realmId of realmIds) {
    announceChange(tx, { companyId, realmId, dealIds: [from, into] });
  }
  return {
    invoices: links.length,
    drafts: moved.filter(({ state }) => state === 'editing').length,
    links: 0,
  };
};

const ofDeal = (
  table: typeof dealInvoices | typeof declinedOrphans,
  companyId: number,
  dealId: number,
) => and(eq(table.companyId, companyId), eq(table.dealId, dealId));

type Link = typeof dealInvoices.$inferSelect;

/** Returns the moved links. An invoice that both deals have stays once, as created if it was. */
const moveLinks = async (
  tx: Tx,
  { companyId, from, fromName, into, now }: DealMerge,
): Promise<Link[]> => {
  const isDeclined = sql`exists (select 1 from declined_orphans d
    where d.company_id = ${dealInvoices.companyId} and d.realm_id = ${dealInvoices.realmId}
    and d.deal_id = ${into} and d.invoice_id = ${dealInvoices.invoiceId})`;
  const links = await tx
    .delete(dealInvoices)
    .where(and(ofDeal(dealInvoices, companyId, from), sql`not ${isDeclined}`))
    .returning();
  for (const link of links) {
    const target = [
      dealInvoices.companyId,
      dealInvoices.realmId,
      dealInvoices.dealId,
      dealInvoices.invoiceId,
    ];
    const row = { ...link, dealId: into };
    if (link.how === 'created') {
      const set = { how: link.how };
      await tx.insert(dealInvoices).values(row).onConflictDoUpdate({ target, set });
    } else await tx.insert(dealInvoices).values(row).onConflictDoNothing();
    await writeAudit(tx, {
      companyId,
      realmId: link.realmId,
      userId: nobody,
      at: now,
      action: 'invoice_moved',
      dealId: into,
      subject: link.invoiceId,
      details: { from: String(from), ...(fromName && { fromName }) },
    });
  }
  return links;
};

/** What was declined on the merged deal is not offered on the remaining one either. */
const moveDeclined = async (tx: Tx, { companyId, from, into }: DealMerge): Promise<void> => {
  const declined = await tx
    .delete(declinedOrphans)
    .where(ofDeal(declinedOrphans, companyId, from))
    .returning();
  for (const row of declined) {
    await tx
      .insert(declinedOrphans)
      .values({ ...row, dealId: into })
      .onConflictDoNothing();
  }
};

/** A merge changes the value of the remaining deal, so what follows from it is derived anew. */
const forgetBases = async (tx: Tx, { companyId, from, into }: DealMerge): Promise<void> => {
  await tx
    .delete(dealBases)
    .where(and(eq(dealBases.companyId, companyId), inArray(dealBases.dealId, [from, into])));
};

/** Ids of invoices linked to a deal, with their realms; at most `limit`. */
export const linkedInvoices = (
  db: Reader,
  { companyId, dealId }: { companyId: number; dealId: number },
  limit: number,
) =>
  db
    .select({
      realmId: dealInvoices.realmId,
      invoiceId: dealInvoices.invoiceId,
      customerId: invoices.customerId,
    })
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .where(ofDeal(dealInvoices, companyId, dealId))
    .limit(limit);
