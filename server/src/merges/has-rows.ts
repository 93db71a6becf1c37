import { and, eq } from 'drizzle-orm';
import { planEntries } from '../billing-plans/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import type { Reader } from '../db/database.ts';
import { drafts } from '../drafts/tables.ts';
import { dealInvoices } from '../invoices/tables.ts';
import type { RecordKey } from './store.ts';

/**
 * Whether a record of Pipedrive has links, drafts or a billing plan here; the others need not be
 * followed.
 */
export const hasRows = async (db: Reader, record: RecordKey): Promise<boolean> => {
  const { companyId, kind } = record;
  const id = Number(record.recordId);
  if (kind === 'deal') {
    const [link] = await db
      .select({ dealId: dealInvoices.dealId })
      .from(dealInvoices)
      .where(and(eq(dealInvoices.companyId, companyId), eq(dealInvoices.dealId, id)))
      .limit(1);
    const [draft] = await db
      .select({ id: drafts.id })
      .from(drafts)
      .where(and(eq(drafts.companyId, companyId), eq(drafts.dealId, id)))
      .limit(1);
    const [entry] = await db
      .select({ id: planEntries.id })
      .from(planEntries)
      .where(and(eq(planEntries.companyId, companyId), eq(planEntries.dealId, id)))
      .limit(1);
    return link !== undefined || draft !== undefined || entry !== undefined;
  }
  if (kind === 'customer') return true;
  const [link] = await db
    .select({ partyId: customerLinks.partyId })
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.party, kind),
        eq(customerLinks.partyId, id),
      ),
    )
    .limit(1);
  const [draft] = await db
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(eq(drafts.companyId, companyId), eq(drafts.party, { party: kind, partyId: id })))
    .limit(1);
  return link !== undefined || draft !== undefined;
};
