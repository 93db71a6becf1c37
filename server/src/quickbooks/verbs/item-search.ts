import { plainItemName } from '../bodies/item-name.ts';
import { maxRows, textSearch } from '../calls/query.ts';
import type { QuickbooksItem } from '../models.ts';

/**
 * A search for items by name and by SKU: QuickBooks has no OR, so both are paged in parallel.
 * Each page has one row more than `pageSize`, which shows whether another follows.
 */
export const itemSearch = (search: { text: string; pageSize: number }) => {
  const { text } = search;
  // Users may search by the full name with categories, but queries can match only the plain name.
  const name = plainItemName(text) || text;
  const [byName, bySku] = [textSearch('Name', name), textSearch('Sku', text)];
  const exact = byName.exact && bySku.exact;
  const pageSize = exact ? search.pageSize : maxRows - 1;
  const isNamed = ({ plainName }: QuickbooksItem) =>
    exact ? plainName.toLowerCase().includes(name.toLowerCase()) : byName.matches(plainName);
  return {
    byName,
    bySku,
    pageSize,
    /** Joins both pages; items that match only by SKU come first. */
    join: (byNameRows: QuickbooksItem[], bySkuRows: QuickbooksItem[]) => ({
      items: [
        ...bySkuRows
          .slice(0, pageSize)
          .filter((item) => bySku.matches(item.sku ?? '') && !isNamed(item)),
        ...byNameRows.slice(0, pageSize).filter(({ plainName }) => byName.matches(plainName)),
      ],
      more: byNameRows.length > pageSize || bySkuRows.length > pageSize,
    }),
  };
};
