import { describe, expect, it, test } from 'vitest';
import { nameInCurrency, usualNamesInCurrency } from './name-in-currency.ts';

describe('nameInCurrency', () => {
  test.each([
    ['Cedar & Finch Ltd', 'USD', 'Cedar & Finch Ltd (EUR)'],
    ['Cedar & Finch Ltd (USD)', 'USD', 'Cedar & Finch Ltd (EUR)'],
    ['Cedar & Finch Ltd USD', 'USD', 'Cedar & Finch Ltd (EUR)'],
    ['Cedar & Finch Ltd - USD', 'USD', 'Cedar & Finch Ltd (EUR)'],
    ['Cedar & Finch Ltd (EUR)', 'USD', 'Cedar & Finch Ltd (EUR)'],
    ['Northgate:Reading room', 'GBP', 'Reading room (EUR)'],
    ['USD', 'USD', 'USD (EUR)'],
    ['Möller GmbH', null, 'Möller GmbH (EUR)'],
  ])('names %s in %s as %s', (name, currency, expected) => {
    expect(nameInCurrency({ name, currency }, 'EUR')).toBe(expected);
  });

  it('keeps within the characters that QuickBooks allows', () => {
    const long = nameInCurrency({ name: 'x'.repeat(500), currency: null }, 'EUR');
    expect(long).toHaveLength(500);
    expect(long.endsWith('x (EUR)')).toBe(true);
  });
});

test('knows how customers in another currency are usually called', () => {
  const customer = { name: 'Cedar & Finch Ltd', currency: 'USD' };
  expect(usualNamesInCurrency(customer, 'EUR')).toEqual([
    'Cedar & Finch Ltd (EUR)',
    'Cedar & Finch Ltd EUR',
    'Cedar & Finch Ltd - EUR',
    'Cedar & Finch Ltd, EUR',
    'Cedar & Finch Ltd',
  ]);
});
