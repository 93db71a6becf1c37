import * as z from 'zod';
import { context } from '../invoices/contract.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import { act, type Output, read } from '../shared/contract/contract.ts';
import { nameTaker } from '../shared/contract/known-records.ts';
import { itemRow } from '../shared/contract/picker-rows.ts';

/**
 * What a form does with a product that has no item: asks, uses the default item, or creates one
 * with the invoice.
 */
export const unknownProductPolicies = ['ask', 'default_item', 'create_item'] as const;

const productId = z.number().int().positive();
const itemId = z.string().min(1).max(inputLimits.id);
const accountId = z.string().min(1).max(inputLimits.id);
const shownItem = z.object({
  id: z.string(),
  name: z.string(),
  /** False when the mirror has it as inactive, deleted, or not for sale. */
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
   * Bundles whose name contains the text, the first by name, with their items. Two calls to
   * QuickBooks.
   */
  bundles: read(
    z.object({ context, text: z.string().max(inputLimits.search) }),
    z.object({
      bundles: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          description: z.string(),
          parts: z.array(z.object({ item: itemRow, quantity: z.string() })),
          /**
           * Names of items that are inactive or cannot be sold; the bundle cannot be added then.
           */
          unsellable: z.array(z.string()),
        }),
      ),
      more: z.boolean(),
    }),
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
          /** The income account of new items, for the connection owner only. */
          account: shownItem.nullable(),
          /** Whether new items are taxable; null outside the US, and before it was chosen. */
          newItemsTaxable: z.boolean().nullable(),
          /** Whether new items are taxable or not: in the US. */
          asksTaxable: z.boolean(),
          homeCurrency: z.string().nullable(),
          owner: z.object({ name: z.string(), isYou: z.boolean() }),
        })
        .nullable(),
    }),
  ),
  /**
   * The accounts that an item can be sold on, and what is remembered for new items. `taxCodes`: the
   * item has a tax code of its own, outside the US. One or two calls to QuickBooks.
   */
  newItem: read(
    z.object({}),
    z.object({
      accounts: z.array(z.object({ id: z.string(), name: z.string() })),
      /** There are more than 1,000 accounts; the others cannot be chosen. */
      more: z.boolean(),
      accountId: z.string().nullable(),
      asksTaxable: z.boolean(),
      taxable: z.boolean().nullable(),
      taxCodes: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  ),
  /**
   * Creates a service and remembers its account. `checking`: it is not known whether QuickBooks
   * created it; the same request again finds out. Throws invalid_input for a name, account or code
   * that QuickBooks would refuse.
   */
  create: act(
    z.object({
      context,
      name: z.string().max(inputLimits.name),
      accountId,
      /** In the US. */
      taxable: z.boolean().nullable(),
      /** Outside the US; null for none. */
      taxCodeId: z.string().max(inputLimits.id).nullable(),
    }),
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('created'), item: itemRow }),
      z.object({ kind: z.literal('checking') }),
      /** Another item has the name; `free` is a similar one that no item has. */
      z.object({ kind: z.literal('taken'), by: nameTaker, free: z.string().nullable() }),
    ]),
  ),
  /**
   * Makes an inactive item active; null while it is not known whether QuickBooks did. Throws
   * invalid_input when another item has its name, and not_possible for a category or bundle.
   */
  reactivate: act(z.object({ context, itemId }), z.object({ item: itemRow.nullable() })),
  /** Throws not_owner, and not_found when item or account cannot be used. */
  changeSettings: act(
    z.discriminatedUnion('unknownProducts', [
      z.object({ unknownProducts: z.literal('ask') }),
      z.object({ unknownProducts: z.literal('default_item'), itemId }),
      z.object({
        unknownProducts: z.literal('create_item'),
        accountId,
        /** In the US. */
        taxable: z.boolean().nullable(),
      }),
    ]),
    z.object({}),
  ),
};

export type BundleRow = Output<typeof items.bundles>['bundles'][number];
