import { describe, expect, it, test } from 'vitest';
import { readFigure, readRate, writeFigure } from './parse-figures.ts';

describe('typed number', () => {
  test.each([
    // typed, in English, German, French, Swiss German, Indian English, Spanish
    ['2,500', '2500', '2.5', '2.5', '2,500?', '2500'],
    ['2.500', '2.5', '2500', '2.500?', '2.5', '2.5'],
    ['-2,500', '-2500', '-2.5', '-2.5', '-2,500?', '-2500'],
    [' 2,500 ', '2500', '2.5', '2.5', '2,500?', '2500'],
    ['999,999', '999999', '999.999', '999.999', '999,999?', '999999'],
    // Unambiguous in every language.
    ['2,50', '2.5', '2.5', '2.5', '2.5', '2.5'],
    ['2.5', '2.5', '2.5', '2.5', '2.5', '2.5'],
    ['0,125', '0.125', '0.125', '0.125', '0.125', '0.125'],
    ['0.125', '0.125', '0.125', '0.125', '0.125', '0.125'],
    ['2500,000', '2500', '2500', '2500', '2500', '2500'],
    ['2,500.00', '2500', '2500', '2500', '2500', '2500'],
    ['2.500,00', '2500', '2500', '2500', '2500', '2500'],
    ['2 500', '2500', '2500', '2500', '2500', '2500'],
    ['2\u202f500', '2500', '2500', '2500', '2500', '2500'],
    ['2’500', '2500', '2500', '2500', '2500', '2500'],
    ['2,500,000', '2500000', '2500000', '2500000', '2500000', '2500000'],
    ['1,00,000', '100000', '100000', '100000', '100000', '100000'],
    ['2500', '2500', '2500', '2500', '2500', '2500'],
    ['', '', '', '', '', ''],
    ['2,5 kg', '2,5 kg', '2,5 kg', '2,5 kg', '2,5 kg', '2,5 kg'],
  ])('%j', (typed, ...expected) => {
    const locales = ['en-US', 'de-DE', 'fr-FR', 'de-CH', 'en-IN'];
    expect(locales.map((locale) => readFigure(typed, locale))).toEqual(expected);
  });

  it('formats its value so that it parses to the same value', () => {
    expect(writeFigure('2500', 2, 'en-US')).toBe('2,500.00');
    expect(writeFigure('2.5', 2, 'de-DE')).toBe('2,50');
    expect(writeFigure('1.234', 0, 'de-DE')).toBe('1,234');
    expect(writeFigure('0.0000001', 2, 'en-US')).toBe('0.0000001');
    expect(writeFigure('-2500.5', 2, 'ar-EG')).toBe('-2,500.50');
    expect(writeFigure('2.500?', 2, 'fr-FR')).toBe('2.500');
    expect(writeFigure('ten?', 2, 'en-US')).toBe('ten?');
    expect(writeFigure('', 2, 'en-US')).toBe('');
    const locales = [
      'en-US',
      'de-DE',
      'fr-FR',
      'de-CH',
      'en-IN',
      'es-ES',
      'pl-PL',
      'sv-SE',
      'ar-EG',
    ];
    const figures = ['2500', '-2500', '2.5', '1.234', '1234.567', '1234567.1', '0.125', '0'];
    for (const locale of locales) {
      for (const figure of figures) {
        for (const least of [0, 2]) {
          const shown = writeFigure(figure, least, locale);
          expect(readFigure(shown, locale), `${shown} in ${locale}`).toBe(figure);
        }
      }
    }
  });
});

describe('typed calculation', () => {
  test.each([
    ['3*120', '360', '360'],
    ['1,5*2', '3', '3'],
    ['2.500*2', '5', '5000'],
    ['2,500*2', '5000', '5'],
    ['200-15.50', '184.5', '184.5'],
    ['3*', '3*', '3*'],
  ])('%j', (typed, english, german) => {
    expect(readFigure(typed, 'en-US')).toBe(english);
    expect(readFigure(typed, 'de-DE')).toBe(german);
  });
});

describe('typed exchange rate', () => {
  test.each([
    ['1,086', null, '1,086?', '1.086'],
    ['1.086', null, '1.086', '1.086?'],
    ['1,086', '1.1', '1.086', '1.086'],
    ['1.086', '1.1', '1.086', '1.086'],
    ['16.200', '16150', '16.2', '16200'],
    ['16,200', '16150', '16200', '16.2'],
    ['0,86', null, '0.86', '0.86'],
  ])('%j, where QuickBooks has %j', (typed, quickbooks, english, german) => {
    expect(readRate(typed, quickbooks, 'en-US')).toBe(english);
    expect(readRate(typed, quickbooks, 'de-DE')).toBe(german);
  });
});
