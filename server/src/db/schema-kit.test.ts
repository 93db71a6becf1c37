import { expect, test } from 'vitest';
import { exchangeRates } from '../company-profile/tables.ts';
import { operations } from '../operations/tables.ts';
import { primaryKeyOf } from './schema-kit.ts';

test('primaryKeyOf returns the columns in the order of the key', () => {
  const key = primaryKeyOf(exchangeRates);
  expect(Object.keys(key)).toEqual(['companyId', 'realmId', 'currency', 'date', 'rate']);
  expect(key.date).toBe(exchangeRates.date);
  expect(Object.keys(primaryKeyOf(operations))).toEqual(['id']);
});
