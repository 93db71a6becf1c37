import { expect, test } from 'vitest';
import type { ListRow } from '../queries.ts';
import { linkedText } from './linked-text.ts';

const row = (deals: number, dealIds: number[], deletedDeals = 0) =>
  ({ deals, dealIds, deletedDeals }) as ListRow;

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

test.each<[string, number, number, number | null, string]>([
  ['a deleted deal', 1, 1, null, 'deal deleted'],
  ['a deleted deal, seen from another', 1, 1, 101, 'deal deleted'],
  ['deleted deals', 2, 2, null, 'deals deleted'],
  ['a deal beside a deleted one', 2, 1, null, 'linked to a deal'],
])('an invoice linked to %s says so', (_, deals, deletedDeals, dealId, words) => {
  expect(linkedText(row(deals, [], deletedDeals), dealId)).toBe(words);
});
