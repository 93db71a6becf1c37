import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { Books } from '../../shared/books.ts';
import type { DraftContent } from '../../shared/draft-content.ts';
import { invoiceTotals } from '../../shared/invoice-totals.ts';
import { Big } from '../../shared/money.ts';
import type { Proof } from '../contract.ts';

/**
 * The form's figures beside QuickBooks', to the cent. Where the form could not know the tax, neither tax
 * nor total is compared.
 */
export const proofOf = (
  content: DraftContent,
  books: Books,
  made: Pick<BooksInvoice, 'subtotal' | 'discount' | 'tax' | 'total'>,
): Proof => {
  const expected = invoiceTotals(content, books);
  const taxKnown = expected.tax !== null;
  const rows = [
    { what: 'subtotal' as const, expected: expected.subtotal, actual: made.subtotal },
    { what: 'discount' as const, expected: expected.discount, actual: made.discount },
    { what: 'tax' as const, expected: expected.tax, actual: made.tax },
    { what: 'total' as const, expected: taxKnown ? expected.total : null, actual: made.total },
  ];
  const agrees = rows.every((row) => row.expected === null || new Big(row.expected).eq(row.actual));
  return { agrees, rows };
};
