import type { Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { BilledDeal, DealSnapshot } from '../shared/drift/deal-snapshot.ts';
import { storeBilledDeal, storedDeal } from './store.ts';

type Content = Pick<DraftContent, 'lines' | 'billsDifference'>;

/**
 * The deal that a draft was filled from, and the lines its invoice bills: those whose products are
 * in the draft, or all when the draft names no product, as a deposit does not. Pure.
 */
export const billedDealOf = (
  filledFrom: DealSnapshot,
  { lines, billsDifference }: Content,
): BilledDeal => {
  const productIds = new Set(lines.flatMap(({ productId }) => productId ?? []));
  const isBilled = (productId: number | null) =>
    productId === null || productIds.size === 0 || productIds.has(productId);
  return {
    ...filledFrom,
    lines: filledFrom.lines.map((line) => ({ ...line, billed: isBilled(line.productId) })),
    settles: billsDifference === true,
  };
};

/**
 * Stores what a created invoice bills of its deal. Drafts of older versions were stored without the
 * deal; for them the last read counts.
 */
export const recordBilledDeal = async (
  tx: Tx,
  key: RealmKey & { dealId: number; invoiceId: string },
  { filledFrom, content }: { filledFrom: DealSnapshot | null; content: Content },
): Promise<void> => {
  const deal = filledFrom ?? (await storedDeal(tx, key.companyId, key.dealId));
  if (deal) await storeBilledDeal(tx, key, billedDealOf(deal, content));
};
