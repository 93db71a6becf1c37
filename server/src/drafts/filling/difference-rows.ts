import { AppError } from '../../app-error.ts';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { dealDriftOf } from '../../drift/store.ts';
import type { Deal, DealProduct } from '../../pipedrive/gateway.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import type { DealLine } from '../../shared/drift/deal-snapshot.ts';
import { differenceToBill } from '../../shared/drift/difference-to-bill.ts';
import type { FillSources } from './fill-sources.ts';

/** What a form is filled with instead of the deal's own rows. */
export type DifferenceRows = Pick<FillSources, 'products' | 'discounts'> & {
  /** Amounts without a product: of the deal's value, and of a discount that became smaller. */
  amounts: string[];
};

/** The row that the deal has now, with the figures of the difference. */
const productOf = (
  line: DealLine & { productId: number },
  products: DealProduct[],
): DealProduct => {
  const now = products.find(
    ({ productId, name }) => productId === line.productId && name === line.name,
  );
  return { currency: '', comments: '', ...now, ...line };
};

/**
 * Returns rows for what the deal has more than its invoices billed. Throws not_possible when there
 * is nothing to bill.
 */
export const differenceRows = async (
  db: Reader,
  realmKey: RealmKey,
  deal: Deal,
  products: DealProduct[],
): Promise<DifferenceRows> => {
  const stored = await dealDriftOf(db, realmKey, deal.id);
  const difference = stored?.drift && differenceToBill(stored.drift, stored.current);
  if (!difference) throw new AppError('not_possible');
  const { lines, discounts, lessDiscount } = difference;
  return {
    products: lines.flatMap((line) => {
      const { productId } = line;
      return productId === null ? [] : [productOf({ ...line, productId }, products)];
    }),
    discounts: discounts.map((discount) => ({ ...discount, description: '' })),
    amounts: [
      ...lines.filter(({ productId }) => productId === null).map(({ price }) => price),
      ...(lessDiscount === null ? [] : [lessDiscount]),
    ],
  };
};

const amountLine = (unitPrice: string, deal: Deal, key: string): DraftLine => ({
  key,
  productId: null,
  item: null,
  description: deal.title,
  quantity: '1',
  unitPrice,
  discount: { kind: 'none' },
  taxCodeId: null,
});

/** Marks a form as billing the difference, and adds its amounts without a product. */
export const asDifference = (
  content: DraftContent,
  deal: Deal,
  amounts: string[],
  newKey: () => string,
): DraftContent => ({
  ...content,
  lines: [...content.lines, ...amounts.map((amount) => amountLine(amount, deal, newKey()))],
  billsDifference: true,
});
