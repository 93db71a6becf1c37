import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';

type ListPage = Answer<'invoice-list', 'list'>;

export type Filters = {
  /** Null for the period used last. */
  period: ListPage['period'] | null;
  text: string;
  statuses: ListPage['rows'][number]['status'][];
};

/** Initial filters of a list. */
export const unfiltered: Filters = { period: null, text: '', statuses: [] };

const keyOf = (context: InvoiceContext, { period, text, statuses }: Filters): string =>
  JSON.stringify([context.of, 'id' in context ? context.id : null, period, text, statuses]);

let asked: { key: string; answer: Promise<ListPage> } | null = null;

/** Requests the first page of a list while the code of the list is loading. */
export const askForFirstPage = (context: InvoiceContext): void => {
  const answer = api['invoice-list'].list({ context, filters: unfiltered, skip: 0 });
  asked = { key: keyOf(context, unfiltered), answer };
  // The list that takes the response handles the error.
  answer.catch(() => {});
};

/** Returns the prefetched response once; null for any other list and the second time. */
export const takeFirstPage = (
  context: InvoiceContext,
  filters: Filters,
): Promise<ListPage> | null => {
  const found = asked?.key === keyOf(context, filters) ? asked.answer : null;
  if (found) asked = null;
  return found;
};
