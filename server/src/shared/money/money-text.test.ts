import { expect, it } from 'vitest';
import { moneyText } from './money-text.ts';

it.each([
  ['1234.50', 'USD', '$1,234.50'],
  ['1000', 'JPY', '¥1,000'],
  ['12.30', '', '12.30'],
])('shows %s of currency "%s" as %s', (amount, currency, text) => {
  expect(moneyText(amount, currency)).toBe(text);
});
