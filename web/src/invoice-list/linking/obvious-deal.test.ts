import { expect, test } from 'vitest';
import type { DealRow } from '../queries.ts';
import { obviousDeal } from './obvious-deal.ts';

const deal = (id: number, status: DealRow['status'] = 'open'): DealRow => ({
  id,
  title: `Deal ${id}`,
  status,
});

test.each<[string, DealRow[], number | null]>([
  ['there is none', [], null],
  ['there is one', [deal(7, 'won')], 7],
  ['one is open', [deal(7), deal(8, 'won'), deal(9, 'lost')], 7],
  ['two are open', [deal(7), deal(8), deal(9, 'lost')], null],
  ['several are over', [deal(7, 'won'), deal(8, 'lost')], null],
])('the deal that goes without asking where %s', (_, deals, expected) => {
  expect(obviousDeal(deals)).toBe(expected);
});
