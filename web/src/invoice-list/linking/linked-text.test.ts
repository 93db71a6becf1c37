import { expect, test } from 'vitest';
import type { ListRow } from '../queries.ts';
import { linkedText } from './linked-text.ts';

const row = (deals: number, dealIds: number[]) => ({ deals, dealIds }) as ListRow;

test.each<[string, number, number[], number | null, string]>([
  ['linked to nothing', 0, [], 101, ''],
  ['linked here', 1, [101], 101, 'linked to this deal'],
  ['linked here and to one more', 2, [101], 101, 'linked to this deal and 1 other'],
  ['linked here and to more', 3, [102, 101], 101, 'linked to this deal and 2 others'],
  ['linked to one other', 1, [], 101, 'linked to another deal'],
  ['linked to others', 2, [102], 101, 'linked to 2 other deals'],
  ['linked to one, seen from no deal', 1, [101], null, 'linked to a deal'],
  ['linked to several, seen from no deal', 2, [101, 102], null, 'linked to 2 deals'],
])('an invoice %s says so', (_, deals, dealIds, dealId, words) => {
  expect(linkedText(row(deals, dealIds), dealId)).toBe(words);
});
