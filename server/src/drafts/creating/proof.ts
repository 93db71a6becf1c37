import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { Books } from '../../shared/books.ts';
import type { DraftContent } from '../../shared/draft-content.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/invoice-totals.ts';
import { Big } from '../../shared/money.ts';
import { otherTaxRounding } from '../../shared/tax-rounding.ts';
import type { Proof } from '../contract.ts';

type Made = Pick<BooksInvoice, 'subtotal' | 'discount' | 'tax' | 'total'>;
type Rows = Proof['rows'];

/**
 * The form's figures beside QuickBooks', to the cent. Where the form could not know the tax, neither tax
 * nor total is compared. `totals` where they are known already. `roundedAs` names the other rounding of tax when that gives QuickBooks' figures.
 */
export const proofOf = (
  content: DraftContent,
  books: Books,
  made: Made,
  totals = invoiceTotals(content, books, books.taxRounding),
): Proof => {
  const rows = rowsOf(totals, made);
  const agrees = agree(rows);
  const other = otherTaxRounding(books.taxRounding);
  const otherRows = agrees ? null : rowsOf(invoiceTotals(content, books, other), made);
  const roundedAs = otherRows && agree(otherRows) ? other : null;
  return { agrees, roundedAs, rows };
};

const agree = (rows: Rows): boolean =>
  rows.every((row) => row.expected === null || new Big(row.expected).eq(row.actual));

const rowsOf = (expected: InvoiceTotals, made: Made): Rows => {
  const taxKnown = expected.tax !== null;
  return [
    { what: 'subtotal', expected: expected.subtotal, actual: made.subtotal },
    { what: 'discount', expected: expected.discount, actual: made.discount },
    { what: 'tax', expected: expected.tax, actual: made.tax },
    { what: 'total', expected: taxKnown ? expected.total : null, actual: made.total },
  ];
};
