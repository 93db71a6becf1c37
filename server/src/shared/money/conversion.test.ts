import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { checkDraft } from '../checks/check-draft.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import {
  amountsCurrency,
  beforeConversion,
  changeCurrency,
  convertAmounts,
  crossRate,
  inDealCurrency,
  keepAmounts,
  unconverted,
} from './conversion.ts';
import { invoiceTotals } from './invoice-totals.ts';

const euro = (lines = [makeLine({ unitPrice: '590.00' })], discount?: DraftContent['discount']) =>
  makeDraft({ lines, discount: discount ?? { kind: 'none' }, details: { currency: 'EUR' } });

const priceOf = ({ lines }: DraftContent, at = 0) => lines[at]?.unitPrice;

describe('changeCurrency', () => {
  it('leaves amounts in their currency until they are converted or kept', () => {
    const changed = changeCurrency(euro(), 'USD');
    expect(changed.details.currency).toBe('USD');
    expect(amountsCurrency(changed.details)).toBe('EUR');
    expect(unconverted(changed)).toBe('EUR');
    expect(priceOf(changed)).toBe('590.00');
  });

  it('needs no decision when no line has a price', () => {
    for (const unitPrice of ['', '0', '0.00', 'free']) {
      const changed = changeCurrency(euro([makeLine({ unitPrice })]), 'USD');
      expect(unconverted(changed)).toBeNull();
      expect(amountsCurrency(changed.details)).toBe('USD');
    }
  });

  it('restores the draft when the currency is changed back before a decision', () => {
    expect(changeCurrency(changeCurrency(euro(), 'USD'), 'EUR')).toEqual(
      makeDraft({
        ...euro(),
        details: { ...euro().details, amountsIn: undefined },
      }),
    );
  });

  it('keeps the currency of the amounts over several changes', () => {
    const changed = changeCurrency(changeCurrency(euro(), 'USD'), 'GBP');
    expect(unconverted(changed)).toBe('EUR');
  });
});

describe('convertAmounts', () => {
  it('converts 590.00 EUR at 1.0886 to 642.27 USD, and back to 590.00 EUR', () => {
    const converted = convertAmounts(changeCurrency(euro(), 'USD'), '1.0886');
    expect(priceOf(converted)).toBe('642.27');
    expect(unconverted(converted)).toBeNull();
    const back = changeCurrency(converted, 'EUR');
    expect(priceOf(back)).toBe('590.00');
    expect(unconverted(back)).toBeNull();
    expect(back.details.conversion).toBeUndefined();
  });

  it('converts amount discounts, but no percentages, quantities or invalid prices', () => {
    const lines = [
      makeLine({ key: 'a', unitPrice: '100', discount: { kind: 'amount', value: '10' } }),
      makeLine({ key: 'b', unitPrice: '0.05', discount: { kind: 'percent', value: '10' } }),
      makeLine({ key: 'c', unitPrice: 'a lot', quantity: '3' }),
    ];
    const draft = euro(lines, { kind: 'amount', value: '5,00' });
    const { lines: after, discount } = convertAmounts(changeCurrency(draft, 'USD'), '1.1');
    expect(after.map(({ unitPrice }) => unitPrice)).toEqual(['110.00', '0.055', 'a lot']);
    expect(after[0]?.discount).toEqual({ kind: 'amount', value: '11.00' });
    expect(after[1]?.discount).toEqual({ kind: 'percent', value: '10' });
    expect(discount).toEqual({ kind: 'amount', value: '5.50' });
  });

  it('restores untouched amounts and converts edited ones when converting back', () => {
    const lines = [makeLine({ key: 'a', unitPrice: '0.10' }), makeLine({ key: 'b' })];
    const converted = convertAmounts(changeCurrency(euro(lines), 'USD'), '1.25');
    const [first, second] = converted.lines;
    if (!first || !second) throw new Error('no lines');
    const edited = { ...converted, lines: [first, { ...second, unitPrice: '250' }] };
    const back = changeCurrency(edited, 'EUR');
    expect(unconverted(back)).toBe('USD');
    expect(convertAmounts(back, '0.8').lines.map(({ unitPrice }) => unitPrice)).toEqual([
      '0.10',
      '200.00',
    ]);
  });

  it('remembers the first currency when converting to a third one', () => {
    const dollars = convertAmounts(changeCurrency(euro(), 'USD'), '1.0886');
    const pounds = convertAmounts(changeCurrency(dollars, 'GBP'), '0.79');
    expect(pounds.details.conversion).toMatchObject({ from: 'EUR', to: 'GBP' });
    expect(priceOf(changeCurrency(pounds, 'EUR'))).toBe('590.00');
  });
});

describe('keepAmounts', () => {
  it('keeps the numbers in the other currency, which then has no rate to the deal currency', () => {
    const kept = keepAmounts(changeCurrency(euro(), 'USD'));
    expect(priceOf(kept)).toBe('590.00');
    expect(unconverted(kept)).toBeNull();
    expect(inDealCurrency(kept, 'EUR')).toBeNull();
    expect(priceOf(changeCurrency(kept, 'EUR'))).toBe('590.00');
  });
});

describe('inDealCurrency', () => {
  it('converts amounts back at the rate of their conversion', () => {
    const converted = convertAmounts(changeCurrency(euro(), 'USD'), '1.0886');
    const inDeal = inDealCurrency(converted, 'EUR');
    expect(inDeal && invoiceTotals(inDeal, makeProfile()).subtotal).toBe('590.00');
    expect(inDealCurrency(converted, 'GBP')).toBeNull();
  });

  it('keeps amounts that are still in the deal currency', () => {
    const inDeal = inDealCurrency(changeCurrency(euro(), 'USD'), 'EUR');
    expect(inDeal?.details).toMatchObject({ currency: 'EUR' });
  });
});

describe('crossRate', () => {
  it('divides the two home rates: 0.86 GBP by 0.79 GBP is 1.0886076', () => {
    expect(crossRate('0.86', '0.79')).toBe('1.0886076');
    expect(crossRate('0.86', '1')).toBe('0.86');
    expect(crossRate('0', '1')).toBeNull();
    expect(crossRate('1', '')).toBeNull();
  });
});

it('refuses a draft whose amounts are in another currency', () => {
  const profile = makeProfile({ currencies: ['GBP', 'EUR'] });
  const changed = changeCurrency(euro(), 'GBP');
  expect(checkDraft(changed, profile)).toEqual([
    { path: 'details.currency', problem: 'amounts_unconverted', limit: 'EUR' },
  ]);
  expect(checkDraft(convertAmounts(changed, '0.86'), profile)).toEqual([]);
  expect(checkDraft(keepAmounts(changed), profile)).toEqual([]);
});

it('keeps every amount when converting to another currency and back, at any rate', () => {
  const price = fc.integer({ min: 1, max: 10_000_000 }).map((cents) => (cents / 100).toFixed(2));
  const rate = fc.integer({ min: 1, max: 9_999_999 }).map((millionths) => `${millionths / 1000}`);
  void fc.assert(
    fc.property(fc.array(price, { minLength: 1, maxLength: 5 }), rate, (prices, at) => {
      const lines = prices.map((unitPrice, n) => makeLine({ key: `${n}`, unitPrice }));
      const converted = convertAmounts(changeCurrency(euro(lines), 'USD'), at);
      const back = changeCurrency(converted, 'EUR');
      expect(back.lines.map(({ unitPrice }) => unitPrice)).toEqual(prices);
    }),
    { examples: [[['0.01'], '0.001']] },
  );
});

describe('the rounding of a converted price', () => {
  const priceIn = (currency: string, unitPrice: string, rate: string) =>
    priceOf(convertAmounts(changeCurrency(euro([makeLine({ unitPrice })]), currency), rate));

  it.each([
    // Cents, half up.
    ['USD', '590.00', '1.0886', '642.27'],
    ['USD', '100.00', '1.08345', '108.35'],
    // Four decimals below 10.
    ['USD', '4.99', '1.0886', '5.4321'],
    // As many more as the price had beyond cents.
    ['USD', '100.1234', '1.1', '110.1357'],
    // Yen have no decimals in use, but a price below 10 keeps its precision.
    ['JPY', '12.50', '162.37', '2030'],
    ['JPY', '0.05', '162.37', '8.1185'],
    ['KRW', '1000.00', '1702.5', '1702500'],
    // QuickBooks stores two decimals of dinars, too.
    ['KWD', '100.00', '0.33456', '33.46'],
    ['KWD', '10.00', '0.33456', '3.3456'],
  ])('%s: %s at %s is %s', (currency, unitPrice, rate, expected) => {
    expect(priceIn(currency, unitPrice, rate)).toBe(expected);
  });

  it('gives the price back to the cent from yen and dinars', () => {
    for (const [currency, rate] of [
      ['JPY', '162.37'],
      ['KWD', '0.33456'],
    ] as const) {
      const there = convertAmounts(changeCurrency(euro(), currency), rate);
      expect(priceOf(changeCurrency(there, 'EUR'))).toBe('590.00');
    }
  });
});

describe('beforeConversion', () => {
  it('lets the amounts be converted again at another rate, from what they were', () => {
    const first = convertAmounts(changeCurrency(euro(), 'USD'), '1.0886', {
      from: 'quickbooks',
      date: '2026-11-30',
    });
    expect(first.details.conversion?.source?.date).toBe('2026-11-30');
    const before = beforeConversion(first);
    expect(before && unconverted(before)).toBe('EUR');
    const again = before && convertAmounts(before, '1.1', { from: 'typed', date: '2026-12-01' });
    expect(again && priceOf(again)).toBe('649.00');
    expect(again?.details.conversion).toMatchObject({
      from: 'EUR',
      rate: '1.1',
      source: { from: 'typed', date: '2026-12-01' },
    });
  });

  it('is null without a conversion at a rate', () => {
    expect(beforeConversion(euro())).toBeNull();
    expect(beforeConversion(changeCurrency(euro(), 'USD'))).toBeNull();
    expect(beforeConversion(keepAmounts(changeCurrency(euro(), 'USD')))).toBeNull();
  });
});
