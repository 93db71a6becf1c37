import type { Company } from '../books/company.ts';
import type { Address, Invoice, Line } from '../books/entities.ts';

type Document = PDFKit.PDFDocument;

const ink = '#21262a';
const quiet = '#6b6c72';
const green = '#2ca01c';

/** Columns from the left edge of the text area: description, quantity, price, amount. */
const columns = [
  { x: 0, width: 270, align: 'left' },
  { x: 280, width: 50, align: 'right' },
  { x: 340, width: 75, align: 'right' },
  { x: 425, width: 75, align: 'right' },
] as const;

export function drawInvoice(document: Document, company: Company, invoice: Invoice): void {
  drawHead(document, company, invoice);
  drawRow(
    document,
    ['Description', 'Qty', 'Price', `Amount ${currencyOf(company, invoice)}`],
    quiet,
  );
  rule(document);
  for (const line of invoice.Line) drawLine(document, line);
  drawTotals(document, company, invoice);
  if (invoice.CustomerMemo) {
    document.moveDown(2).fillColor(ink).fontSize(10);
    document.text(plain(invoice.CustomerMemo.value), document.page.margins.left, document.y, {
      width: 500,
    });
  }
}

function drawHead(document: Document, company: Company, invoice: Invoice): void {
  const { left } = document.page.margins;
  document.fillColor(green).fontSize(22).text('INVOICE', left, 54);
  document
    .fillColor(ink)
    .fontSize(11)
    .text(plain(company.name), left, 58, { width: 500, align: 'right' });
  document.moveDown(2.5);
  const top = document.y;
  const lines = [invoice.CustomerRef.name ?? '', ...addressLines(invoice.BillAddr)];
  document.fillColor(quiet).fontSize(9).text('BILL TO', left, top);
  document
    .fillColor(ink)
    .fontSize(10)
    .text(plain(lines.join('\n')), { width: 250 });
  const bottom = document.y;
  const facts = [
    ['Invoice', invoice.DocNumber ?? ''],
    ['Date', invoice.TxnDate],
    ['Due', invoice.DueDate],
    ['Terms', invoice.SalesTermRef?.name ?? ''],
  ];
  facts.forEach(([name = '', value = ''], index) => {
    document.fillColor(quiet).text(name, left + 320, top + index * 15, { width: 60 });
    document
      .fillColor(ink)
      .text(plain(value), left + 380, top + index * 15, { width: 120, align: 'right' });
  });
  document.y = Math.max(bottom, top + 60) + 24;
}

function drawLine(document: Document, line: Line): void {
  if (line.DetailType === 'SubTotalLineDetail' || line.DetailType === 'DiscountLineDetail') return;
  const detail = line.SalesItemLineDetail;
  const name = detail?.ItemRef.name ?? (detail ? 'Shipping' : '');
  const text =
    line.Description && line.Description !== name ? `${name}\n${line.Description}`.trim() : name;
  const price = detail?.UnitPrice;
  drawRow(
    document,
    [
      text,
      detail?.Qty?.toString() ?? '',
      price === undefined ? '' : amount(price),
      line.Amount === undefined ? '' : amount(line.Amount),
    ],
    ink,
  );
}

function drawRow(document: Document, cells: string[], colour: string): void {
  const { left, bottom } = document.page.margins;
  document.fontSize(10).fillColor(colour);
  const height = Math.max(
    ...cells.map((cell, index) =>
      document.heightOfString(plain(cell), { width: columns[index]?.width }),
    ),
  );
  if (document.y + height > document.page.height - bottom - 20) document.addPage();
  const top = document.y;
  columns.forEach((column, index) => {
    document.text(plain(cells[index] ?? ''), left + column.x, top, {
      width: column.width,
      align: column.align,
    });
  });
  document.y = top + height + 8;
}

function drawTotals(document: Document, company: Company, invoice: Invoice): void {
  rule(document);
  const find = (type: Line['DetailType']) =>
    invoice.Line.find((line) => line.DetailType === type)?.Amount;
  const discount = find('DiscountLineDetail');
  const rows: [string, string][] = [['Subtotal', amount(find('SubTotalLineDetail') ?? 0)]];
  if (discount) rows.push(['Discount', amount(-discount)]);
  rows.push(['Tax', amount(invoice.TxnTaxDetail.TotalTax)]);
  rows.push(['Total', amount(invoice.TotalAmt)]);
  const paid = invoice.TotalAmt - invoice.Balance;
  if (paid > 0) rows.push(['Paid', amount(-paid)]);
  rows.push([`Balance due ${currencyOf(company, invoice)}`, amount(invoice.Balance)]);
  for (const [name, value] of rows) drawRow(document, ['', '', name, value], ink);
}

function rule(document: Document): void {
  const { left } = document.page.margins;
  document
    .moveTo(left, document.y)
    .lineTo(left + 500, document.y)
    .lineWidth(0.5)
    .strokeColor('#d4d7dc')
    .stroke();
  document.y += 8;
}

function currencyOf(company: Company, invoice: Invoice): string {
  return invoice.CurrencyRef?.value ?? company.currency;
}

const written = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 7,
});

function amount(value: number): string {
  return written.format(value);
}

function addressLines(address: Address | undefined): string[] {
  if (!address) return [];
  const { Line1, Line2, Line3, Line4, Line5, City, CountrySubDivisionCode, PostalCode, Country } =
    address;
  const town = [City, CountrySubDivisionCode, PostalCode].filter(Boolean).join(' ');
  return [Line1, Line2, Line3, Line4, Line5, town, Country]
    .filter((line) => line !== undefined && line !== '')
    .map(String);
}

/** The built-in fonts know Windows-1252 only; other letters become a question mark. */
function plain(text: string): string {
  return text.replace(/[^\n\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, '?');
}
