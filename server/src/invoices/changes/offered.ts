import type { BooksInvoice } from '../../quickbooks/told.ts';
import type { Books, TaxCode, Term } from '../../shared/books.ts';
import { mayBeTaxed } from '../may-be-taxed.ts';

/** What an edit of this invoice can choose from; tax codes where every line has one. */
export const offeredFor = (
  invoice: BooksInvoice,
  books: Books | null,
): { terms: Term[]; defaultTermId: string | null; taxCodes: TaxCode[] } => ({
  terms: books?.terms ?? [],
  defaultTermId: books?.defaultTermId ?? null,
  taxCodes: books?.taxRegime === 'per_line' && mayBeTaxed(invoice, books) ? books.taxCodes : [],
});
