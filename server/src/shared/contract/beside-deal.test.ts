import { expect, test } from 'vitest';
import type { ValueBasis } from '../money/deal-value-basis.ts';
import { type BesideDeal, besideDeal } from './beside-deal.ts';

const value = { amount: '12000.00', currency: 'EUR' };
const fits = (left: string): BesideDeal => ({ kind: 'counted', left, beyond: null });
const over = (beyond: string): BesideDeal => ({ kind: 'counted', left: `-${beyond}`, beyond });

type Case = {
  what: string;
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
  { what: 'a part of what is left', left: '12000.00', total: '4000.00', is: fits('8000.00') },
  { what: 'the last cent of it', left: '4000.00', total: '4000.00', is: fits('0.00') },
  { what: 'a cent more', left: '4000.00', total: '4000.01', is: over('0.01') },
  { what: 'anything where nothing is left', left: '0.00', total: '250.00', is: over('250.00') },
  { what: 'more where too much is billed', left: '-100.00', total: '250.00', is: over('350.00') },
  { what: 'nothing where too much is billed', left: '-100.00', total: '0.00', is: over('100.00') },
  { what: 'amounts no float can tell', left: '0.30', total: '0.10', is: fits('0.20') },
  { what: 'huge amounts', left: '98765432109.87', total: '0.01', is: fits('98765432109.86') },
  {
    what: 'all of it and the tax on it',
    left: '12000.00',
    total: '14400.00',
    tax: '2400.00',
    is: fits('0.00'),
  },
  {
    what: 'all of a value with tax, and the tax on it',
    left: '12000.00',
    total: '14400.00',
    tax: '2400.00',
    basis: 'with_tax',
    is: over('2400.00'),
  },
  {
    what: 'what is left beside invoices of a deal that no longer exists',
    left: '4000.00',
    orphaned: '1500.00',
    total: '4000.00',
    is: over('1500.00'),
  },
  {
    what: 'another currency',
    left: '100.00',
    total: '99999.00',
    currency: 'USD',
    is: { kind: 'other_currency' },
  },
  {
    what: 'in no currency yet',
    left: '100.00',
    total: '99999.00',
    currency: '',
    is: { kind: 'other_currency' },
  },
];

test.each(cases)(
  'billing $what',
  ({ left, total, tax = null, orphaned = '0.00', currency, basis, is }) => {
    const room = { value, left, orphaned, basis: basis ?? 'without_tax', derived: true };
    expect(besideDeal(room, { currency: currency ?? 'EUR', total, tax })).toEqual(is);
  },
);

test('a deal without a value measures nothing', () => {
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
