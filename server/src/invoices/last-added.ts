import { and, eq, max } from 'drizzle-orm';
import type { Db } from '../db/open-database.ts';
import type { BooksKey } from './mirror/row-statements.ts';
import { dealInvoices } from './tables.ts';

/** When an invoice was last created for a deal, or linked to it (ms); null while it has none. */
export const lastAdded = async (
  db: Db,
  { companyId, realmId }: BooksKey,
  dealId: number,
): Promise<number | null> => {
  const last = db
    .select({ at: max(dealInvoices.linkedAt) })
    .from(dealInvoices)
    .where(
      and(
        eq(dealInvoices.companyId, companyId),
        eq(dealInvoices.realmId, realmId),
        eq(dealInvoices.dealId, dealId),
      ),
    )
    .get();
  return last?.at ?? null;
};
