import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { Big, parseDecimal, sum, zero } from '@dealbill/server/shared/money/money';
import type { InvoiceDocument } from '../../editor/document.ts';
import { amountOf, totalsAfter } from './totals-after.ts';

/** Tax rate of a line in percent by its tax code; null where lines have no tax codes. */
const percentOf = ({ taxCodes }: InvoicePage, taxCodeId: string | null): Big | null => {
  if (taxCodes.length === 0) return null;
  const code = taxCodes.find(({ id }) => id === taxCodeId);
  return sum((code?.rates ?? []).map(({ percent }) => parseDecimal(percent) ?? zero));
};

/**
 * Estimates the tax of these lines: by their tax codes, else in the invoice's current proportion.
 * Only for questions; QuickBooks calculates the tax of an edited invoice.
 */
export const taxEstimate = (page: InvoicePage, typed: InvoiceDocument): Big => {
  const { subtotal, total: beforeTax } = totalsAfter(page, typed);
  const kept = new Big(subtotal).eq(0) ? zero : new Big(beforeTax).div(subtotal);
  const ofLines = typed.lines.map((line) => {
    const percent = percentOf(page, line.taxCodeId);
    const amount = new Big(amountOf(line, page) ?? 0);
    return percent && amount.times(percent).div(100);
  });
  if (ofLines.every((tax) => tax !== null)) return sum(ofLines).times(kept);
  const net = new Big(page.invoice.total).minus(page.tax);
  return net.eq(0) ? zero : new Big(beforeTax).times(page.tax).div(net);
};
