import { expect, test } from 'vitest';
import { currencyClash } from './customer-currency.ts';

const customer = { kind: 'existing', id: '7', name: 'Möller GmbH', currency: 'EUR' } as const;

test('a customer in another currency is a clash that names both currencies', () => {
  expect(currencyClash(customer, 'GBP')).toEqual({
    customer: 'EUR',
    invoice: 'GBP',
    name: 'Möller GmbH',
  });
});

test('an equal currency, a single-currency company and a new customer cause no clash', () => {
  expect(currencyClash(customer, 'EUR')).toBeNull();
  expect(currencyClash({ ...customer, currency: null }, 'GBP')).toBeNull();
  expect(currencyClash({ kind: 'new', name: 'Möller GmbH' }, 'GBP')).toBeNull();
});
