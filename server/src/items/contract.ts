import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { read } from '../shared/contract/contract.ts';
import { itemRow } from '../shared/contract/picker-rows.ts';

export const items = {
  /** Sellable items whose name or SKU contains the text; `page` counts from 0. */
  search: read(
    z.object({
      context,
      text: z.string().max(200),
      page: z.number().int().min(0).max(1000),
    }),
    z.object({ items: z.array(itemRow), more: z.boolean() }),
  ),
  /**
   * Suggested items for lines without one, by name and price, in the order of the lines; chosen
   * from the first 999 items by name. `samePrices`: the lines are priced in the home currency, as
   * items are.
   */
  similar: read(
    z.object({
      context,
      lines: z.array(z.object({ text: z.string().max(200), price: z.string().max(40) })).max(50),
      samePrices: z.boolean(),
    }),
    z.object({ lines: z.array(z.array(itemRow)) }),
  ),
};
