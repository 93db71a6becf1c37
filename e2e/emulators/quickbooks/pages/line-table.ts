import type { CreditMemo } from '../company/credit-memo.ts';
import type { Invoice, Line } from '../company/entities.ts';
import { figure } from '../pdf/figures.ts';
import { escapeHtml } from './layout.ts';

/** Table of the lines and totals of an invoice or credit memo. */
export function lineTable(sale: Invoice | CreditMemo, currency: string): string {
  const rows = sale.Line.filter((line) => line.DetailType !== 'SubTotalLineDetail').flatMap(
    (line) => [lineRow(line), ...(line.GroupLineDetail?.Line ?? []).map(lineRow)],
  );
  const totals: [string, number][] = [
    ['Tax', sale.TxnTaxDetail.TotalTax],
    ['Total', sale.TotalAmt],
    [
      'RemainingCredit' in sale ? `Credit left (${currency})` : `Balance due (${currency})`,
      sale.Balance,
    ],
  ];
  const foot = totals.map(
    ([name, value]) =>
      `<tr><td colspan="4" class="amount">${name}</td><td class="amount">${figure(value)}</td></tr>`,
  );
  return `<table><thead><tr><th>Product or service</th><th>Description</th><th class="amount">Qty</th><th class="amount">Rate</th><th class="amount">Amount</th></tr></thead><tbody>${rows.join('')}</tbody><tfoot>${foot.join('')}</tfoot></table>`;
}

function lineRow(line: Line): string {
  const detail = line.SalesItemLineDetail;
  const discount = line.DetailType === 'DiscountLineDetail';
  const group = line.GroupLineDetail;
  const ofItem = detail?.ItemRef.name ?? (detail ? 'Shipping' : '');
  const name = discount ? 'Discount' : (group?.GroupItemRef?.name ?? ofItem);
  // The inner lines show a bundle's amount.
  const amount =
    line.Amount === undefined || group ? '' : figure(discount ? -line.Amount : line.Amount);
  const rate = detail?.UnitPrice === undefined ? '' : figure(detail.UnitPrice);
  return `<tr><td>${escapeHtml(name)}</td><td>${escapeHtml(line.Description ?? '')}</td><td class="amount">${detail?.Qty ?? ''}</td><td class="amount">${rate}</td><td class="amount">${amount}</td></tr>`;
}
