import type { BooksInvoice } from '../quickbooks/told.ts';
import type { Books } from '../shared/books.ts';

/**
 * Whether tax may be on an invoice, so that only QuickBooks can tell its total once lines change. True while
 * the company's profile is not known.
 */
export const mayBeTaxed = ({ told, tax }: BooksInvoice, books: Books | null): boolean => {
  switch (books?.taxRegime) {
    case 'off':
      return false;
    case 'per_line':
      // Intuit: Invoice, GlobalTaxCalculation.
      return told.taxCalculation !== 'NotApplicable';
    case 'us_manual':
      return told.salesTaxCodeId !== null || Number(tax) !== 0;
    default:
      return true;
  }
};
