import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { act, read } from '../shared/contract/contract.ts';
import { itemRow } from '../shared/contract/picker-rows.ts';

/** What a form does with a product that has no item: asks, or uses the default item. */
export const unknownProductPolicies = ['ask', 'default_item'] as const;

const productId = z.number().int().positive();
const itemId = z.string().min(1).max(inputLimits.id);
const shownItem = z.object({
  id: z.string(),
  name: z.string(),
  /** False when our copy has it as inactive, deleted, or not for sale. */
  usable: z.boolean(),
});

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
  /**
   * The items that products were linked to, by the products' names; `text` is a part of the name of
   * the product or item, or the product's id. Throws not_owner. No call to QuickBooks.
   */
  links: read(
    z.object({
      text: z.string().max(inputLimits.search),
      page: z.number().int().min(0).max(1000),
    }),
    z.object({
      links: z.array(
        z.object({
          productId: z.number().int(),
          /** Null for links of older versions. */
          productName: z.string().nullable(),
          item: shownItem,
          /** Null when this user has uninstalled the app. */
          linkedBy: z.string().nullable(),
          /** ISO instant. */
          linkedAt: z.string(),
        }),
      ),
      more: z.boolean(),
    }),
  ),
  /** Links a linked product to another item. Throws not_found when either is gone. */
  changeLink: act(z.object({ productId, itemId }), z.object({})),
  removeLink: act(z.object({ productId }), z.object({})),
  settings: read(
    z.object({}),
    z.object({
      /** Null while QuickBooks is not connected. */
      current: z
        .object({
          unknownProducts: z.enum(unknownProductPolicies),
          /** The default item, for the connection owner only; also while it is not used. */
          item: shownItem.nullable(),
          homeCurrency: z.string().nullable(),
          owner: z.object({ name: z.string(), isYou: z.boolean() }),
        })
        .nullable(),
    }),
  ),
  /** Throws not_owner, and not_found when the item cannot be used. */
  changeSettings: act(
    z.discriminatedUnion('unknownProducts', [
      z.object({ unknownProducts: z.literal('ask') }),
      z.object({ unknownProducts: z.literal('default_item'), itemId }),
    ]),
    z.object({}),
  ),
};
