import { and, eq, max } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices } from './tables.ts';

/**
 * When an invoice was last created for or linked to a deal, epoch milliseconds; null when it has
 * none.
 */
export const lastAdded = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
  dealId: number,
): Promise<number | null> => {
  const [last] = await db
    .select({ at: max(dealInvoices.linkedAt) })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, { companyId, realmId }), eq(dealInvoices.dealId, dealId)));
  return last?.at ?? null;
};
