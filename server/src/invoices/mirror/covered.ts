import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import type { CoveredAmount } from '../../shared/contract/deal-ledger.ts';
import { invoices } from '../tables.ts';

/**
 * Stores what a created invoice covers of its deal; reading the invoice again does not change it.
 */
export const rememberCovered = async (
  tx: Tx,
  realmKey: RealmKey,
  invoiceId: string,
  covers: CoveredAmount | null,
): Promise<void> => {
  if (covers === null) return;
  await tx
    .update(invoices)
    .set({ covers })
    .where(and(inRealm(invoices, realmKey), eq(invoices.invoiceId, invoiceId)));
};
