import Big from 'big.js';
import type { Invoice, Line } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { isVoided } from '../company/void-invoice.ts';
import { drawHead } from './draw-head.ts';
import { figure, printable } from './figures.ts';
import {
  colour,
  type Document,
  drawRow,
  drawRule,
  lineColumns,
  pageWidth,
  totalColumns,
} from './table.ts';

/** Draws the invoice into an open document. */
export function drawInvoice(document: Document, company: Company, invoice: Invoice): void {
  drawHead(document, company, invoice);
  const quiet = { size: 8, fill: colour.quiet };
  drawRow(document, lineColumns, ['PRODUCT OR SERVICE', 'QTY', 'PRICE', 'AMOUNT'], quiet);
  drawRule(document);
  for (const line of invoice.Line) if (!isShipping(line)) drawLine(document, line);
  drawTotals(document, company, invoice);
  drawMessage(document, invoice);
}

function drawLine(document: Document, line: Line): void {
  if (line.DetailType === 'DescriptionOnly') {
    drawRow(document, lineColumns, [line.Description ?? ''], { fill: colour.quiet });
  }
  if (line.GroupLineDetail) drawBundle(document, line, line.GroupLineDetail);
  const detail = line.SalesItemLineDetail;
  if (!detail) return;
  const name = detail.ItemRef.name ?? '';
  const price = detail.UnitPrice === undefined ? '' : figure(detail.UnitPrice);
  const cells = [name, detail.Qty?.toString() ?? '', price, figure(line.Amount ?? 0)];
  drawRow(document, lineColumns, cells);
  // QuickBooks prints item name and description even when they are equal.
  if (line.Description)
    drawRow(document, lineColumns, [line.Description], { size: 9, fill: colour.quiet });
}

/** Draws a bundle's name and total, with its inner lines below. */
function drawBundle(
  document: Document,
  line: Line,
  group: NonNullable<Line['GroupLineDetail']>,
): void {
  const name = group.GroupItemRef?.name ?? line.Description ?? '';
  const sum = group.Line.reduce((all, inner) => all.plus(inner.Amount ?? 0), Big(0));
  const cells = [name, group.Quantity?.toString() ?? '', '', figure(sum.toNumber())];
  drawRow(document, lineColumns, cells);
  for (const { SalesItemLineDetail: detail, Amount } of group.Line) {
    const text = `${detail?.Qty ?? 1} x ${detail?.ItemRef.name ?? ''}: ${figure(Amount ?? 0)}`;
    drawRow(document, lineColumns, [text], { size: 9, fill: colour.quiet });
  }
}

function isShipping(line: Line): boolean {
  return line.SalesItemLineDetail?.ItemRef.value === 'SHIPPING_ITEM_ID';
}

function drawTotals(document: Document, company: Company, invoice: Invoice): void {
  drawRule(document);
  const amountOf = (type: Line['DetailType']) =>
    invoice.Line.find((line) => line.DetailType === type)?.Amount ?? 0;
  const discount = amountOf('DiscountLineDetail');
  const rows: [string, string][] = [['Subtotal', figure(amountOf('SubTotalLineDetail'))]];
  if (discount > 0) rows.push(['Discount', figure(-discount)]);
  for (const { Amount } of invoice.Line.filter(isShipping))
    rows.push(['Shipping', figure(Amount ?? 0)]);
  rows.push(...taxRows(company, invoice), ['Total', figure(invoice.TotalAmt)]);
  const received = Big(invoice.TotalAmt).minus(invoice.Balance);
  if (received.gt(0)) rows.push(['Received', figure(received.neg().toNumber())]);
  for (const row of rows) drawRow(document, totalColumns, row);
  const currency = invoice.CurrencyRef?.value ?? company.currency;
  const last = isVoided(invoice) ? 'VOID' : `Balance due (${currency})`;
  drawRow(document, totalColumns, [last, figure(invoice.Balance)], { bold: true, size: 12 });
}

function taxRows(company: Company, invoice: Invoice): [string, string][] {
  const lines = invoice.TxnTaxDetail.TaxLine ?? [];
  if (lines.length === 0) return [['Tax', figure(invoice.TxnTaxDetail.TotalTax)]];
  return lines.map(({ Amount, TaxLineDetail }) => {
    const name = company.taxRates[TaxLineDetail.TaxRateRef.value]?.Name ?? 'Tax';
    const label = name.includes('%') ? name : `${name}, ${TaxLineDetail.TaxPercent} %`;
    return [label, figure(Amount)];
  });
}

function drawMessage(document: Document, invoice: Invoice): void {
  if (!invoice.CustomerMemo) return;
  const { left } = document.page.margins;
  document.moveDown(2).font('Helvetica').fontSize(10).fillColor(colour.ink);
  document.text(printable(invoice.CustomerMemo.value), left, document.y, { width: pageWidth });
}
