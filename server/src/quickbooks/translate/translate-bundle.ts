import * as z from 'zod';
import { decimal, id, ref, text } from '../calls/wire.ts';
import type { QuickbooksBundle, QuickbooksItem } from '../models.ts';

/** A bundle as QuickBooks returns it, without what it knows of its items. */
type BareBundle = Pick<QuickbooksBundle, 'id' | 'name' | 'description'> & {
  parts: { itemId: string; name: string; quantity: string }[];
};

const wirePart = z.object({ ItemRef: ref, Qty: decimal }).transform(({ ItemRef, Qty }) => ({
  itemId: ItemRef?.value ?? '',
  name: ItemRef?.name ?? '',
  quantity: Qty?.toFixed() ?? '1',
}));

/** https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item */
export const wireBundle = z
  .object({
    Id: id,
    Name: text,
    FullyQualifiedName: text,
    Description: text,
    ItemGroupDetail: z
      .object({ ItemGroupLine: z.array(wirePart).nullish() })
      .nullish()
      .catch(null),
  })
  .transform(
    ({ Id, Name, FullyQualifiedName, Description, ItemGroupDetail }): BareBundle => ({
      id: Id,
      name: FullyQualifiedName ?? Name ?? '',
      description: Description ?? '',
      parts: ItemGroupDetail?.ItemGroupLine ?? [],
    }),
  );

export const withItems = (
  { parts, ...bundle }: BareBundle,
  items: QuickbooksItem[],
): QuickbooksBundle => {
  const found = parts.map((part) => ({
    ...part,
    item: items.find((item) => item.id === part.itemId) ?? null,
  }));
  return {
    ...bundle,
    parts: found.flatMap(({ item, quantity }) => (item ? [{ item, quantity }] : [])),
    unsellable: found.filter(({ item }) => item === null).map(({ name }) => name),
  };
};
