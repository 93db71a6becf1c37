import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { dealInvoices, dealPresence } from '../invoices/tables.ts';
import { invoiceLinkIn } from '../notes/note-text.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { invoicesKnownOn } from './invoices-known-on.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';

/** Deals of one refresh that are recorded as removed; each costs reads of the job `merges`. */
const mostFound = 5;

/**
 * Finds deals that were merged into this one, also of another customer: a merge moves their notes,
 * so the deal has our note about an invoice that it never had. Its notes are read only when the
 * number of notes, which is a part of every read of a deal, has grown since the last time. The job
 * `merges` confirms what is found.
 */
export const noticeMovedNotes = async (
  ctx: Ctx,
  realmKey: RealmKey,
  deals: Deal[],
): Promise<void> => {
  const [deal, ...others] = deals;
  if (!deal || others.length > 0 || deal.notes === undefined) return;
  const { id: dealId, notes: count } = deal;
  const seen = (await storedCount(ctx.db, ctx.companyId, dealId)) ?? 0;
  if (count === seen) return;
  if (count > seen && (await otherDealsHaveInvoices(ctx.db, realmKey, dealId))) {
    const isRead = await fallbackWhenRefused(async () => {
      await recordMerged(ctx, realmKey, dealId);
      return true;
    }, false);
    if (!isRead) return;
  }
  await storeCount(ctx, dealId, count);
};

const recordMerged = async (ctx: Ctx, realmKey: RealmKey, dealId: number): Promise<void> => {
  const notes = await ctx.pipedrive.notes(ctx, dealId);
  const noted = notes.flatMap(({ content }) => invoiceIdIn(content, realmKey.realmId) ?? []);
  const invoiceIds = [...new Set(noted)];
  if (invoiceIds.length === 0) return;
  const { db, companyId } = ctx;
  const known = await invoicesKnownOn(db, realmKey, { dealId, invoiceIds });
  const foreign = invoiceIds.filter((invoiceId) => !known.has(invoiceId));
  if (foreign.length === 0) return;
  const rows = await db
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        inArray(dealInvoices.invoiceId, foreign),
        ne(dealInvoices.dealId, dealId),
      ),
    )
    .limit(mostFound);
  await transact(db, async (tx) => {
    for (const row of rows) {
      const record = pipedriveRecord(companyId, 'deal', row.dealId);
      const hint = { candidateId: String(dealId), foundBy: 'read' as const };
      await recordRemoved(tx, { ...record, ...hint }, ctx.clock.now());
    }
  });
};

/** The invoice of this QuickBooks company that one of our notes links to. */
const invoiceIdIn = (html: string, realmId: string): string | null => {
  const query = new URLSearchParams(invoiceLinkIn(html)?.split('#')[0] ?? '');
  return query.get('companyId') === realmId ? query.get('txnId') : null;
};

const ofDeal = (companyId: number, dealId: number) =>
  and(eq(dealPresence.companyId, companyId), eq(dealPresence.dealId, dealId));

const storedCount = async (
  db: Reader,
  companyId: number,
  dealId: number,
): Promise<number | null> => {
  const [row] = await db
    .select({ notesSeen: dealPresence.notesSeen })
    .from(dealPresence)
    .where(ofDeal(companyId, dealId));
  return row?.notesSeen ?? null;
};

const storeCount = (
  { db, companyId }: Pick<Ctx, 'db' | 'companyId'>,
  dealId: number,
  notesSeen: number,
): Promise<void> =>
  transact(db, async (tx) => {
    await tx
      .insert(dealPresence)
      .values({ companyId, dealId, gone: false, checkedAt: 0, notesSeen })
      .onConflictDoUpdate({
        target: [dealPresence.companyId, dealPresence.dealId],
        set: { notesSeen },
      });
  });

const otherDealsHaveInvoices = async (
  db: Reader,
  realmKey: RealmKey,
  dealId: number,
): Promise<boolean> => {
  const [other] = await db
    .select({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), ne(dealInvoices.dealId, dealId)))
    .limit(1);
  return other !== undefined;
};
