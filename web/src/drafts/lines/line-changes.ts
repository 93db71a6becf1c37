import type { ItemRow } from '@dealbill/server/contract/items';
import type { Books } from '@dealbill/server/shared/books';
import type { DraftLine } from '@dealbill/server/shared/draft-content';

/** A line nobody has written on yet. `key` must be new. */
export const emptyLine = (key: string): DraftLine => ({
  key,
  productId: null,
  item: null,
  description: '',
  quantity: '1',
  unitPrice: '',
  discount: { kind: 'none' },
  taxCodeId: null,
});

/**
 * The line linked to this item. Description, price and tax code are taken from the item only where the
 * line has none; the price only when the invoice is in the currency that items are priced in.
 */
export const linkedLine = (
  line: DraftLine,
  item: ItemRow,
  books: Pick<Books, 'homeCurrency' | 'taxRegime' | 'taxCodes'>,
  currency: string,
): DraftLine => {
  const price = currency === books.homeCurrency ? (item.unitPrice ?? '') : '';
  const usableCode =
    books.taxRegime === 'per_line' && books.taxCodes.some(({ id }) => id === item.taxCodeId);
  return {
    ...line,
    item: { id: item.id, name: item.name, taxable: item.taxable },
    description: line.description.trim() || item.description?.trim() || item.name,
    unitPrice: line.unitPrice.trim() || price,
    taxCodeId: line.taxCodeId ?? (usableCode ? item.taxCodeId : null),
  };
};
