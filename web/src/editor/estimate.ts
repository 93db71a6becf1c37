import { jsonBytes, unstorable } from '@dealbill/server/shared/checks/check-storable';
import { inputLimits } from '@dealbill/server/shared/checks/input-limits';
import type {
  DraftContent,
  DraftLine,
  EstimateLink,
  Shipping,
} from '@dealbill/server/shared/contract/draft-content';
import { changeCurrency } from '@dealbill/server/shared/money/conversion';
import type { InvoiceDocument } from './document.ts';

/** An open estimate and what is copied from it. */
export type EstimateToBill = Omit<EstimateLink, 'before'> & {
  lines: DraftLine[];
  discount: DraftContent['discount'];
  shipping: Shipping | null;
  /** Null to keep the document's. */
  taxMode: DraftContent['details']['taxMode'] | null;
  salesTaxCodeId: string | null;
};

/** What an estimate takes the place of; undefined when it is too large to be saved twice. */
export const beforeOf = (document: InvoiceDocument): EstimateLink['before'] => {
  const { lines, discount, shipping, details } = document;
  const { currency, amountsIn, conversion, taxMode, salesTaxCodeId } = details;
  const amounts = { currency, amountsIn, conversion, taxMode, salesTaxCodeId };
  const before = { lines, discount, shipping, ...amounts };
  const isSmall =
    unstorable(document).length === 0 && jsonBytes(before) <= inputLimits.replacedBytes;
  return isSmall ? before : undefined;
};

/** Replaces lines, discount and tax with the estimate's, and links the document to it. */
export const billEstimate = (
  document: InvoiceDocument,
  { lines, discount, shipping, taxMode, salesTaxCodeId, ...link }: EstimateToBill,
): InvoiceDocument => ({
  ...document,
  lines: lines.map((line) => ({ ...line, key: crypto.randomUUID() })),
  discount,
  shipping: shipping ?? undefined,
  details: {
    ...document.details,
    // The estimate's amounts are in the currency of the invoice.
    amountsIn: undefined,
    conversion: undefined,
    taxMode: taxMode ?? document.details.taxMode,
    salesTaxCodeId: salesTaxCodeId ?? document.details.salesTaxCodeId,
  },
  estimate: { ...link, before: beforeOf(document) },
});

const textOfLine = (line: DraftLine) => {
  const { kind, item, bundle, description, serviceDate = '' } = line;
  const { quantity, unitPrice, discount, taxCodeId } = line;
  const parts = bundle?.parts.map((part) => [
    part.item.id,
    part.description,
    part.quantity,
    part.unitPrice,
    part.taxCodeId,
  ]);
  const what = [kind, item?.id, bundle?.id, parts, line.class?.id, line.class?.name];
  return JSON.stringify([what, description, serviceDate, quantity, unitPrice, discount, taxCodeId]);
};

/** Whether lines, discount and tax are still those that were copied from the estimate. */
export const isAsCopied = (
  { lines, discount, shipping, details }: InvoiceDocument,
  copied: Pick<EstimateToBill, 'lines' | 'discount' | 'shipping' | 'taxMode' | 'salesTaxCodeId'>,
): boolean =>
  lines.length === copied.lines.length &&
  copied.lines.every((line, at) => {
    const now = lines[at];
    return now !== undefined && textOfLine(now) === textOfLine(line);
  }) &&
  JSON.stringify(discount) === JSON.stringify(copied.discount) &&
  JSON.stringify(shipping ?? null) === JSON.stringify(copied.shipping) &&
  [null, details.taxMode].includes(copied.taxMode) &&
  [null, details.salesTaxCodeId].includes(copied.salesTaxCodeId);

/** Removes the link and keeps everything else. */
export const unlinkEstimate = ({ estimate: _, ...document }: InvoiceDocument): InvoiceDocument =>
  document;

/** Removes the link and restores what was there before, where it is known. */
export const takeBackEstimate = (document: InvoiceDocument): InvoiceDocument => {
  const before = document.estimate?.before;
  const unlinked = unlinkEstimate(document);
  if (!before) return unlinked;
  const { lines, discount, shipping, ...amounts } = before;
  const restored = {
    ...unlinked,
    lines,
    discount,
    shipping,
    details: { ...document.details, ...amounts },
  };
  return changeCurrency(restored, document.details.currency);
};
