import { describe, expect, it } from 'vitest';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import { invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { makeDraft, makeLine, makeProfile, usProfile } from '../../testing/make-draft.ts';
import { type Instalment, instalmentLines } from './instalment-lines.ts';

const profile = makeProfile();

const of = (amount: string, differs: Partial<Instalment> = {}): Instalment => ({
  text: 'Deposit 30 %: Office',
  amount,
  before: '0.00',
  basis: 'without_tax',
  dealValue: null,
  newKey: () => 'key',
  itemOf: () => null,
  ...differs,
});

const line = (unitPrice: string, taxCodeId: string | null, differs: Partial<DraftLine> = {}) =>
  makeLine({ unitPrice, taxCodeId, quantity: '1', ...differs });

const figures = (lines: DraftLine[]) =>
  lines.map(({ unitPrice, taxCodeId }) => [unitPrice, taxCodeId]);

const content = (lines: DraftLine[], differs: Partial<DraftContent> = {}) =>
  makeDraft({ lines, ...differs });

describe('the lines of an instalment', () => {
  it('are one for each tax code, in proportion', () => {
    const deal = content([
      line('600.00', 'standard'),
      line('200.00', 'standard'),
      line('200.00', 'zero', { description: 'Books' }),
    ]);
    const lines = instalmentLines(deal, profile, of('300.00'));
    expect(figures(lines)).toEqual([
      ['240.00', 'standard'],
      ['60.00', 'zero'],
    ]);
    expect(lines[1]?.description).toBe('Deposit 30 %: Office\nBooks');
  });

  it('have the same part of the tax as of the deal', () => {
    const deal = content([line('800.00', 'standard'), line('200.00', 'reduced')]);
    const whole = invoiceTotals(deal, profile);
    const part = { ...deal, lines: instalmentLines(deal, profile, of('300.00')) };
    expect(Number(invoiceTotals(part, profile).tax)).toBeCloseTo(Number(whole.tax) * 0.3, 2);
  });

  it('contain the discounts of the deal', () => {
    const deal = content([line('1000.00', 'standard')], {
      discount: { kind: 'percent', value: '10' },
    });
    expect(figures(instalmentLines(deal, profile, of('900.00')))).toEqual([['900.00', 'standard']]);
  });

  it('add up to the prices without tax when the amounts include it', () => {
    const deal = content([line('100.00', 'standard')]);
    const amounts = ['40.00', '40.00', '40.00'];
    const prices = amounts.map((amount, index) => {
      const before = String(40 * index);
      return instalmentLines(deal, profile, of(amount, { before, basis: 'with_tax' }))[0]
        ?.unitPrice;
    });
    expect(prices).toEqual(['33.33', '33.34', '33.33']);
  });

  it.each([
    ['only QuickBooks calculates it', makeProfile(usProfile('us_automatic')), null],
    ['the lines have a code without tax', profile, 'zero'],
  ])('take the tax from the value of the deal when %s', (_, of8Percent, taxCodeId) => {
    const deal = content([line('1000.00', taxCodeId)]);
    const priceOf = (differs: Partial<Instalment>) =>
      instalmentLines(deal, of8Percent, of('540.00', differs))[0]?.unitPrice;
    expect(priceOf({ basis: 'with_tax', dealValue: '1080' })).toBe('500.00');
    expect(priceOf({ basis: 'with_tax', dealValue: null })).toBe('540.00');
    expect(priceOf({ basis: 'without_tax', dealValue: '1080' })).toBe('540.00');
  });

  it('are one line of the amount when a price of the deal is unknown', () => {
    const lines = instalmentLines(content([line('', 'standard')]), profile, of('300.00'));
    expect(figures(lines)).toEqual([['300.00', null]]);
  });

  it('have the item of the plan, else the only one of the lines', () => {
    const item = { id: '9', name: 'Deposit', taxable: null };
    const deal = content([line('1000.00', 'standard')]);
    const items = (instalment: Instalment) =>
      instalmentLines(deal, profile, instalment).map((one) => one.item?.id);
    expect(items(of('300.00'))).toEqual(['1']);
    expect(items(of('300.00', { itemOf: () => item }))).toEqual(['9']);
  });

  it('are taxable in the US as the items of the deal are', () => {
    const us = makeProfile(usProfile('us_manual'));
    const taxable = { id: '2', name: 'Desk', taxable: true };
    const free = { id: '3', name: 'Work', taxable: false };
    const deal = content([
      line('75.00', null, { item: taxable }),
      line('25.00', null, { item: free }),
    ]);
    expect(figures(instalmentLines(deal, us, of('10.00')))).toEqual([
      ['7.50', 'TAX'],
      ['2.50', 'NON'],
    ]);
  });
});
