import * as z from 'zod';
import { plainItemName } from '../bodies/item-name.ts';
import { decimal, flag, id, ref, text } from '../calls/wire.ts';
import type { QuickbooksItem } from '../models.ts';

export const itemShape = z.object({
  Id: id,
  Name: text,
  FullyQualifiedName: text,
  Sku: text,
  Description: text,
  UnitPrice: decimal,
  Taxable: flag,
  SalesTaxCodeRef: ref,
});

export const toItem = (item: z.output<typeof itemShape>): QuickbooksItem => ({
  id: item.Id,
  name: item.FullyQualifiedName ?? item.Name ?? '',
  plainName: item.Name ?? plainItemName(item.FullyQualifiedName ?? ''),
  sku: item.Sku,
  description: item.Description,
  unitPrice: item.UnitPrice?.toFixed() ?? null,
  // Taxable applies in the US, SalesTaxCodeRef elsewhere.
  taxable: item.SalesTaxCodeRef ? null : (item.Taxable ?? null),
  taxCodeId: item.SalesTaxCodeRef?.value ?? null,
});

export const wireItem = itemShape.transform(toItem);
