import type { DraftLine } from '../contract/draft-content.ts';

/** Whether nothing was entered into a line; its kind and service date do not count. */
export const isEmptyLine = ({
  item,
  description,
  unitPrice,
  discount,
  bundle,
}: Pick<DraftLine, 'item' | 'description' | 'unitPrice' | 'discount' | 'bundle'>): boolean =>
  item === null &&
  bundle === undefined &&
  description.trim() === '' &&
  unitPrice.trim() === '' &&
  discount.kind === 'none';
