import type { DraftLine } from '../contract/draft-content.ts';
import { parseDecimal } from './money.ts';
import { oncePerObject } from './once-per-object.ts';

/**
 * The lines that sell an item: the items of a bundle in all its quantities and with its class, none for a description
 * alone, else the line itself.
 */
export const soldLines = oncePerObject((line: DraftLine): DraftLine[] => {
  if (line.kind === 'text') return [];
  const { bundle, key, quantity, class: lineClass } = line;
  if (!bundle) return [line];
  return bundle.parts.map((part, at) => ({
    key: `${key} ${at}`,
    productId: null,
    item: part.item,
    description: part.description,
    quantity: timesQuantity(part.quantity, quantity),
    unitPrice: part.unitPrice,
    discount: { kind: 'none' },
    taxCodeId: part.taxCodeId,
    ...(lineClass && { class: lineClass }),
  }));
});

/** Empty when one of the two is not a number. */
const timesQuantity = (each: string, many: string): string => {
  const [one, all] = [parseDecimal(each), parseDecimal(many)];
  return one && all ? one.times(all).round(7).toFixed() : '';
};
