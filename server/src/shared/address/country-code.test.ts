import { expect, test } from 'vitest';
import { countryCode } from './country-code.ts';

test.each([
  ['US', 'US'],
  ['USA', 'US'],
  ['usa', 'US'],
  ['U.S.A.', 'US'],
  ['United  States', 'US'],
  ['Vereinigte Staaten', 'US'],
  ['GB', 'GB'],
  ['UK', 'GB'],
  ['GBR', 'GB'],
  ['United Kingdom', 'GB'],
  ['England', 'GB'],
  ['Deutschland', 'DE'],
  ['Niemcy', 'DE'],
  ['DEU', 'DE'],
  ['Österreich', 'AT'],
  ['Polska', 'PL'],
  ['Norge', 'NO'],
  ['Italia', 'IT'],
  ['Czechia', 'CZ'],
  ['Czech Republic', 'CZ'],
  ['Türkiye', 'TR'],
  ['日本', 'JP'],
])('%s is %s', (text, code) => {
  expect(countryCode(text)).toBe(code);
});

test.each(['', 'Boston', 'XX', 'MA 02129', 'Wonderland'])('%j is not a country', (text) => {
  expect(countryCode(text)).toBeNull();
});
