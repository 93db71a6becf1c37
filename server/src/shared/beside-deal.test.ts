import { expect, test } from 'vitest';
import { type BesideDeal, besideDeal } from './beside-deal.ts';

const value = { amount: '12000.00', currency: 'EUR' };
const fits = (left: string): BesideDeal => ({
  kind: 'counted',
  left,
  beyond: null,
  tooMuch: false,
});
const over = (beyond: string, tooMuch = true): BesideDeal => ({
  kind: 'counted',
  left: `-${beyond}`,
  beyond,
  tooMuch,
});

type Case = {
  what: string;
  left: string;
  taxBefore?: string;
  total: string;
  tax?: string | null;
  currency?: string;
  is: BesideDeal;
};

const cases: Case[] = [
  { what: 'a part of what is left', left: '12000.00', total: '4000.00', is: fits('8000.00') },
  { what: 'the last cent of it', left: '4000.00', total: '4000.00', is: fits('0.00') },
  { what: 'a cent more', left: '4000.00', total: '4000.01', is: over('0.01') },
  { what: 'anything where nothing is left', left: '0.00', total: '250.00', is: over('250.00') },
  { what: 'more where too much is billed', left: '-100.00', total: '250.00', is: over('350.00') },
  { what: 'nothing where too much is', left: '-100.00', total: '0.00', is: over('100.00', false) },
  { what: 'amounts no float can tell', left: '0.30', total: '0.10', is: fits('0.20') },
  { what: 'huge amounts', left: '98765432109.87', total: '0.01', is: fits('98765432109.86') },
  {
    what: 'all of a deal whose value leaves tax out',
    left: '12000.00',
    total: '14400.00',
    tax: '2400.00',
    is: over('2400.00', false),
  },
  {
    what: 'a cent more than that',
    left: '12000.00',
    total: '14400.01',
    tax: '2400.00',
    is: over('2400.01'),
  },
  {
    what: 'the second half of it, tax on both',
    left: '4800.00',
    taxBefore: '1200.00',
    total: '7200.00',
    tax: '1200.00',
    is: over('2400.00', false),
  },
  {
    what: 'what QuickBooks will add tax to',
    left: '11300.00',
    taxBefore: '50.00',
    total: '11340.00',
    tax: null,
    is: over('40.00', false),
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

test.each(cases)('billing $what', ({ left, taxBefore = '0.00', total, tax, currency, is }) => {
  const invoice = { currency: currency ?? 'EUR', total, tax: tax ?? null };
  expect(besideDeal({ value, left, tax: taxBefore }, invoice)).toEqual(is);
});

test('a deal without a value measures nothing', () => {
  const room = { value: null, left: null, tax: '0.00' };
  const invoice = { currency: 'EUR', total: '5.00', tax: null };
  expect(besideDeal(room, invoice)).toEqual({ kind: 'no_value' });
});
