import { expect, test } from 'vitest';
import type { ValueBasis } from '../money/deal-value-basis.ts';
import { type BesideDeal, besideDeal } from './beside-deal.ts';

const value = { amount: '12000.00', currency: 'EUR' };
const fits = (left: string): BesideDeal => ({ kind: 'counted', left, beyond: null });
const over = (beyond: string): BesideDeal => ({ kind: 'counted', left: `-${beyond}`, beyond });

type Case = {
  title: string;
  left: string;
  total: string;
  /** Tax within the total. */
  tax?: string;
  basis?: ValueBasis;
  orphaned?: string;
  currency?: string;
  is: BesideDeal;
};

const cases: Case[] = [
  { title: 'part of the amount left', left: '12000.00', total: '4000.00', is: fits('8000.00') },
  { title: 'exactly the amount left', left: '4000.00', total: '4000.00', is: fits('0.00') },
  {
    title: 'a cent more than the amount left',
    left: '4000.00',
    total: '4000.01',
    is: over('0.01'),
  },
  { title: 'any amount when nothing is left', left: '0.00', total: '250.00', is: over('250.00') },
  {
    title: 'more when too much is billed already',
    left: '-100.00',
    total: '250.00',
    is: over('350.00'),
  },
  {
    title: 'nothing when too much is billed already',
    left: '-100.00',
    total: '0.00',
    is: over('100.00'),
  },
  { title: 'amounts that floats cannot represent', left: '0.30', total: '0.10', is: fits('0.20') },
  { title: 'huge amounts', left: '98765432109.87', total: '0.01', is: fits('98765432109.86') },
  {
    title: 'the whole value plus tax, for a value without tax',
    left: '12000.00',
    total: '14400.00',
    tax: '2400.00',
    is: fits('0.00'),
  },
  {
    title: 'the whole value plus tax, for a value with tax',
    left: '12000.00',
    total: '14400.00',
    tax: '2400.00',
    basis: 'with_tax',
    is: over('2400.00'),
  },
  {
    title: 'the amount left, when orphans would take part of it',
    left: '4000.00',
    orphaned: '1500.00',
    total: '4000.00',
    is: over('1500.00'),
  },
  {
    title: 'in another currency',
    left: '100.00',
    total: '99999.00',
    currency: 'USD',
    is: { kind: 'other_currency' },
  },
  {
    title: 'without a currency yet',
    left: '100.00',
    total: '99999.00',
    currency: '',
    is: { kind: 'other_currency' },
  },
];

test.each(cases)(
  'bills $title',
  ({ left, total, tax = null, orphaned = '0.00', currency, basis, is }) => {
    const room = { value, left, orphaned, basis: basis ?? 'without_tax', derived: true };
    expect(besideDeal(room, { currency: currency ?? 'EUR', total, tax })).toEqual(is);
  },
);

test('a deal without a value has nothing to compare with', () => {
  const invoice = { currency: 'EUR', total: '5.00', tax: '0.00' };
  const room = {
    value: null,
    left: null,
    orphaned: '0.00',
    basis: 'with_tax' as const,
    derived: false,
  };
  expect(besideDeal(room, invoice)).toEqual({ kind: 'no_value' });
});
