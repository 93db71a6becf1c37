import * as z from 'zod';
import { place } from '../invoices/contract.ts';
import { read } from '../shared/contract.ts';

export const itemRow = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().nullable(),
  description: z.string().nullable(),
  /** Decimal text, in the company's home currency. */
  unitPrice: z.string().nullable(),
  /** US default; null elsewhere. */
  taxable: z.boolean().nullable(),
  /** The item's own tax code outside the US. */
  taxCodeId: z.string().nullable(),
});

export type ItemRow = z.infer<typeof itemRow>;

export const items = {
  /** All sellable items by a piece of their name or SKU, `page` from 0. */
  search: read(
    z.object({
      place,
      text: z.string().max(200),
      page: z.number().int().min(0).max(1000),
    }),
    z.object({ items: z.array(itemRow), more: z.boolean() }),
  ),
};
