import type { InvoicePlace } from '../host/read-place.ts';
import { type Answer, api } from '../lib/api.ts';

type ListPage = Answer<'links', 'list'>;

export type Filters = {
  /** Null: the one used last. */
  period: ListPage['period'] | null;
  text: string;
  statuses: ListPage['rows'][number]['status'][];
};

/** What a list begins with. */
export const unfiltered: Filters = { period: null, text: '', statuses: [] };

const keyOf = (place: InvoicePlace, { period, text, statuses }: Filters): string =>
  JSON.stringify([place.of, 'id' in place ? place.id : null, period, text, statuses]);

let asked: { key: string; answer: Promise<ListPage> } | null = null;

/** Sends the first question of a list while the code of the list is still on its way. */
export const askForFirstPage = (place: InvoicePlace): void => {
  const answer = api.links.list({ place, filters: unfiltered, skip: 0 });
  asked = { key: keyOf(place, unfiltered), answer };
  // A failure is told to whoever takes the answer.
  answer.catch(() => {});
};

/** The answer that was asked for before, once; null for any other list, and the second time. */
export const takeFirstPage = (place: InvoicePlace, filters: Filters): Promise<ListPage> | null => {
  const found = asked?.key === keyOf(place, filters) ? asked.answer : null;
  if (found) asked = null;
  return found;
};
