import { addressLines, companyAddress, companyEmail } from '../company/company-address.ts';
import type { Invoice } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { printable, writtenDate } from './figures.ts';
import { colour, type Document, pageWidth } from './table.ts';

/** Draws sender, recipient, number, dates and terms. */
export function drawHead(document: Document, company: Company, invoice: Invoice): void {
  const { left, top } = document.page.margins;
  document.font('Helvetica-Bold').fontSize(13).fillColor(colour.ink);
  document.text(printable(company.name), left, top, { width: 300 });
  document.font('Helvetica').fontSize(9).fillColor(colour.quiet);
  document.text(printable([...addressLines(companyAddress(company)), companyEmail].join('\n')), {
    width: 300,
  });
  const senderEnd = document.y;
  document.font('Helvetica-Bold').fontSize(24).fillColor(colour.green);
  document.text('INVOICE', left, top - 4, { width: pageWidth, align: 'right' });
  const row = senderEnd + 28;
  drawRecipient(document, recipientOf(company, invoice), row);
  const recipientEnd = document.y;
  const factsEnd = drawFacts(document, factsOf(company, invoice), row);
  document.y = Math.max(recipientEnd, factsEnd) + 24;
}

/**
 * The lines of the recipient. Adds the customer's name above an address copied from the customer
 * that does not start with it; an address sent with the invoice is printed as it is.
 */
function recipientOf(company: Company, { BillAddr, CustomerRef }: Invoice): string[] {
  const lines = addressLines(BillAddr);
  const name = CustomerRef.name ?? '';
  const copied = BillAddr?.Id === company.customers[CustomerRef.value]?.BillAddr?.Id;
  const nameless = lines.length === 0 || (copied && lines[0] !== name);
  return nameless ? [name, ...lines] : lines;
}

function drawRecipient(document: Document, [first = '', ...rest]: string[], row: number): void {
  const { left } = document.page.margins;
  document.font('Helvetica').fontSize(8).fillColor(colour.quiet).text('BILL TO', left, row);
  document.font('Helvetica-Bold').fontSize(10).fillColor(colour.ink);
  document.text(printable(first), left, row + 14, { width: 270 });
  document.font('Helvetica').text(printable(rest.join('\n')), { width: 270 });
}

function factsOf(company: Company, invoice: Invoice): [string, string][] {
  const purchaseOrder = invoice.CustomField.find((field) => field.StringValue);
  return [
    ['Invoice', invoice.DocNumber ?? ''],
    ['Date', writtenDate(invoice.TxnDate, company.country)],
    ['Due date', writtenDate(invoice.DueDate, company.country)],
    ['Terms', invoice.SalesTermRef?.name ?? ''],
    [purchaseOrder?.Name ?? '', purchaseOrder?.StringValue ?? ''],
  ];
}

function drawFacts(document: Document, facts: [string, string][], row: number): number {
  const { left } = document.page.margins;
  document.fontSize(10);
  let y = row;
  for (const [name, value] of facts.filter(([, text]) => text !== '')) {
    document
      .font('Helvetica')
      .fillColor(colour.quiet)
      .text(printable(name), left + 290, y, { width: 80 });
    document.font('Helvetica-Bold').fillColor(colour.ink);
    document.text(printable(value), left + 370, y, { width: 130, align: 'right' });
    y += 17;
  }
  return y;
}
