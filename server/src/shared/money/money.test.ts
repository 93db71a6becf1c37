import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, cents, decimals, money, parseDecimal } from './money.ts';

describe('a typed number', () => {
  test.each([
    ['1,234.50', '1234.5'],
    ['1.234,50', '1234.5'],
    ['1234,5', '1234.5'],
    ['1,234', '1234'],
    ['1.234', '1.234'],
    ['0,125', '0.125'],
    ['0.125', '0.125'],
    ['1,234,567', '1234567'],
    ['1.234.567', '1234567'],
    ['1.234.567,89', '1234567.89'],
    ['12,34,567', '1234567'],
    ['12,34,567.89', '1234567.89'],
    ['1 234,50', '1234.5'],
    ['1\u00a0234,50', '1234.5'],
    ['1\u202f234,50', '1234.5'],
    ["1'234.50", '1234.5'],
    ['1’234.50', '1234.5'],
    [' 12 ', '12'],
    ['-3', '-3'],
    ['−3', '-3'],
    ['-1,234.50', '-1234.5'],
    ['.5', '0.5'],
    [',5', '0.5'],
    ['5.', '5'],
    ['007', '7'],
    ['0', '0'],
    ['0.0000001', '0.0000001'],
    ['99999999999.99', '99999999999.99'],
  ])('%j is %s', (typed, value) => {
    expect(parseDecimal(typed)?.toFixed()).toBe(value);
  });

  test.each([
    '',
    ' ',
    '.',
    ',',
    '-',
    '--1',
    '-−1',
    '1-',
    '1.2.3',
    '1,2,3',
    '1,23.4',
    '1,234.5,6',
    '0,125.5',
    '1.234.56',
    '12 34',
    '1e3',
    '1e',
    'ten',
    '10 %',
    '€10',
    'NaN',
    'Infinity',
    '0x10',
    '١٢',
  ])('%j is not a number', (typed) => {
    expect(parseDecimal(typed)).toBeNull();
  });

  test('is the same after formatting and parsing', () => {
    const amount = fc.bigInt({ min: -9999999999999n, max: 9999999999999n });
    fc.assert(
      fc.property(amount, (units) => {
        const value = new Big(units.toString()).div(100);
        expect(parseDecimal(money(value))?.eq(value)).toBe(true);
      }),
    );
  });

  test('is parsed in English, German, French, Swiss and Indian format', () => {
    const amount = fc.integer({ min: 0, max: 999_999_999_99 });
    fc.assert(
      fc.property(amount, fc.constantFrom('en', 'de', 'fr', 'de-CH', 'en-IN'), (units, locale) => {
        const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 });
        expect(
          parseDecimal(format.format(units / 100))
            ?.times(100)
            .toNumber(),
        ).toBe(units);
      }),
    );
  });
});

describe('a number over the length limit', () => {
  test.each([40, 41, 40_000, 2_000_000])('of %d digits', (length) => {
    expect(parseDecimal('9'.repeat(length)) === null).toBe(length > 40);
    expect(parseDecimal(`0.${'1'.repeat(length - 2)}`) === null).toBe(length > 40);
    expect(parseDecimal(`${' '.repeat(length)}7`)?.toNumber()).toBe(7);
  });
});

describe('cents', () => {
  test.each([
    ['1.005', '1.01'],
    ['-1.005', '-1.01'],
    ['1.0049999', '1.00'],
    ['2.675', '2.68'],
    ['1234.5', '1234.50'],
  ])('%s is %s', (value, text) => {
    expect(money(new Big(value))).toBe(text);
    expect(cents(new Big(value)).eq(text)).toBe(true);
  });
});

test.each([
  ['0', 0],
  ['1000', 0],
  ['1.5', 1],
  ['0.0000001', 7],
  ['-12.34', 2],
  ['1.50', 1],
])('%s needs %d decimals', (value, count) => {
  expect(decimals(new Big(value))).toBe(count);
});
