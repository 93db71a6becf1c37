import { expect, test } from 'vitest';
import { inView, sharesOf } from './ledger-parts.ts';

const row = {
  currency: 'EUR',
  invoiced: '7000.00',
  beforeTax: '7000.00',
  paid: '4000.00',
  credited: '0.00',
  open: '3000.00',
  overdue: '1000.00',
};

test('of a deal over 10,000 with 4,000 paid and 1,000 of 3,000 overdue, 30 % is left', () => {
  expect(sharesOf(row, { left: '3000.00', basis: 'without_tax' })).toEqual([
    { part: 'paid', percent: 40 },
    { part: 'overdue', percent: 10 },
    { part: 'open', percent: 20 },
    { part: 'left', percent: 30 },
  ]);
});

test('an over-billed deal and one without a value fill the whole bar', () => {
  const whole = [
    { part: 'paid', percent: (4 / 7) * 100 },
    { part: 'overdue', percent: (1 / 7) * 100 },
    { part: 'open', percent: (2 / 7) * 100 },
  ];
  expect(sharesOf(row, { left: '-500.00', basis: 'with_tax' })).toEqual(whole);
  expect(sharesOf(row, { left: null, basis: 'without_tax' })).toEqual(whole);
});

test('the rest before tax has the width of an equal amount invoiced before tax', () => {
  const taxed = { ...row, invoiced: '1200.00', beforeTax: '1000.00', paid: '1200.00' };
  const paid = { ...taxed, open: '0.00', overdue: '0.00' };
  expect(sharesOf(paid, { left: '1000.00', basis: 'without_tax' })).toEqual([
    { part: 'paid', percent: 50 },
    { part: 'left', percent: 50 },
  ]);
});

test('there is no bar when nothing is billed and nothing is left', () => {
  const none = { ...row, invoiced: '0.00', paid: '0.00', open: '0.00', overdue: '0.00' };
  expect(sharesOf(none, { left: null, basis: 'without_tax' })).toEqual([]);
});

test('shows all of a few currencies, and only the first of many', () => {
  expect([0, 1, 3, 4, 30].map(inView)).toEqual([0, 1, 3, 1, 1]);
});
