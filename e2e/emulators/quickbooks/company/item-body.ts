import { z } from 'zod';
import { decimal, entityKeys, flag, ignored, plainDate, ref, text } from '../wire/fields.ts';

/** Accepted fields of an item. The API cannot create bundles (`Group`). */
export const itemBody = z.strictObject({
  ...entityKeys,
  Name: text(100).optional(),
  Sku: text(100).optional(),
  Description: text(4000).optional(),
  Type: z.enum(['Service', 'NonInventory', 'Inventory', 'Category']).optional(),
  Active: flag.optional(),
  Taxable: flag.optional(),
  SalesTaxCodeRef: ref.optional(),
  SalesTaxIncluded: flag.optional(),
  UnitPrice: decimal.optional(),
  PurchaseCost: decimal.optional(),
  PurchaseDesc: text(1000).optional(),
  IncomeAccountRef: ref.optional(),
  ExpenseAccountRef: ref.optional(),
  AssetAccountRef: ref.optional(),
  TrackQtyOnHand: flag.optional(),
  QtyOnHand: decimal.optional(),
  InvStartDate: plainDate.optional(),
  SubItem: flag.optional(),
  ParentRef: ref.optional(),
  FullyQualifiedName: ignored,
  Level: ignored,
  ItemCategoryType: ignored,
});

export type ItemInput = z.output<typeof itemBody>;
