import type { Books } from '../shared/books.ts';
import { amountsCurrency } from '../shared/conversion.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import { invoiceTotals } from '../shared/invoice-totals.ts';
import type { DraftSummary } from './tables.ts';

/** What the panel shows of a draft, worked out once when it is saved. */
export const draftSummary = (
  content: DraftContent,
  books: Books | null,
  totals = books && invoiceTotals(content, books),
): DraftSummary => {
  const { choice, to } = content.customer;
  return {
    lines: content.lines.length,
    customerName: choice.kind === 'none' ? (to.split('\n')[0] ?? '') : choice.name,
    currency: amountsCurrency(content.details),
    total: totals?.complete ? totals.total : null,
  };
};
