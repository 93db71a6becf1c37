import { expect, test } from 'vitest';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { prepareItems, similarItems } from './similar-items.ts';

const item = (name: string, unitPrice: string | null = null): ItemRow => ({
  id: name,
  name,
  sku: null,
  description: null,
  unitPrice,
  taxable: null,
  taxCodeId: null,
});

const items = prepareItems([
  item('Oak desk 160', '640'),
  item('Oak desk 180', '720'),
  item('Office:Acoustic panel', '158'),
  item('Installation, hourly', '85'),
  item('Delivery within the city', '85'),
]);

test.each<[string, string, string[]]>([
  ['Installation', '85.00', ['Installation, hourly']],
  ['Desk, oak 160', '', ['Oak desk 160', 'Oak desk 180']],
  ['Desks oak', '720.00', ['Oak desk 180', 'Oak desk 160']],
  ['Acoustic panels\nGrey', '', ['Office:Acoustic panel']],
  ['Delivery', '85', ['Delivery within the city']],
  ['Delivery', '90', []],
  ['Consultation', '640', []],
  ['', '640', []],
])('suggests for %j at %j the items %j', (text, price, names) => {
  expect(similarItems({ text, price }, items, true).map(({ name }) => name)).toEqual(names);
});

test('ignores the price in another currency', () => {
  expect(similarItems({ text: 'Delivery', price: '85' }, items, false)).toEqual([]);
});
