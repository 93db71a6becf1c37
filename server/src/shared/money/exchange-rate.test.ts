import { describe, expect, test } from 'vitest';
import { makeDraft, makeProfile } from '../../testing/make-draft.ts';
import { checkDraft } from '../checks/check-draft.ts';
import { crossRate } from './conversion.ts';
import { inHomeCurrency, missingRate, rateToSend } from './exchange-rate.ts';

const profile = makeProfile({ multiCurrency: true, currencies: ['GBP', 'EUR'] });
const euro = { currency: 'EUR', date: '2027-03-13', rate: '0.86', from: 'quickbooks' as const };
const draft = (details: object) =>
  makeDraft({
    customer: { choice: { kind: 'existing', id: '58', name: 'Möller', currency: 'EUR' } },
    details: { currency: 'EUR', issueDate: '2027-03-13', ...details },
  });
const { details } = draft({ exchangeRate: euro });

describe('the exchange rate of an invoice', () => {
  test('is missing for a foreign currency, not for the home currency or a single-currency company', () => {
    expect(missingRate(draft({}).details, profile)).toEqual({
      currency: 'EUR',
      date: '2027-03-13',
    });
    expect(missingRate(details, profile)).toBeNull();
    expect(missingRate(draft({ currency: 'GBP' }).details, profile)).toBeNull();
    expect(missingRate(draft({}).details, makeProfile())).toBeNull();
    expect(missingRate(draft({ issueDate: '2027-02-30' }).details, profile)).toBeNull();
  });

  test('applies only to its own currency and date', () => {
    expect(rateToSend(details, profile)).toBe('0.86');
    expect(rateToSend({ ...details, issueDate: '2027-03-14' }, profile)).toBeNull();
    expect(rateToSend({ ...details, currency: 'USD' }, profile)).toBeNull();
    expect(rateToSend({ ...details, currency: 'GBP' }, profile)).toBeNull();
    expect(missingRate({ ...details, issueDate: '2027-03-14' }, profile)).not.toBeNull();
  });

  test('converts 100.00 EUR at 0.86 to 86.00 GBP', () => {
    expect(inHomeCurrency('100.00', details, profile)?.toFixed(2)).toBe('86.00');
  });

  test.each([
    ['', 'required'],
    ['0', 'not_positive'],
    ['-0.86', 'not_positive'],
    ['about 0.86', 'not_a_number'],
    ['0.12345678', 'too_many_decimals'],
  ])('typed as "%s" has the problem %s', (rate, problem) => {
    const typed = draft({ exchangeRate: { ...euro, rate, from: 'typed' } });
    expect(checkDraft(typed, profile)).toMatchObject([{ path: 'details.exchangeRate', problem }]);
  });

  test.each([
    ['1.086', '1.086'],
    ['0,086', '0.086'],
    ['16,2', '16.2'],
    ['0,8612345', '0.8612345'],
    ['83', '83'],
    ['1,086.5', '1086.5'],
    ['1.086,5', '1086.5'],
    ['15 750', '15750'],
    ['1,086,500', '1086500'],
  ])('typed as "%s" is sent as %s', (rate, sent) => {
    const typed = draft({ exchangeRate: { ...euro, rate, from: 'typed' } });
    expect(rateToSend(typed.details, profile)).toBe(sent);
    expect(checkDraft(typed, profile)).toEqual([]);
    expect(crossRate(rate, '1')).toBe(sent);
  });

  test.each([
    ['86', false],
    ['0.086', false],
    ['4.4', false],
    ['4.3', true],
    ['0,172', true],
    ['1.1627907', true],
  ])("typed as %s with QuickBooks' rate 0.86 is accepted: %s", (rate, accepted) => {
    const typed = draft({
      exchangeRate: { ...euro, rate, from: 'typed', quickbooks: '0.86' },
    });
    const far = { path: 'details.exchangeRate', problem: 'rate_far', limit: '0.86' };
    expect(checkDraft(typed, profile)).toEqual(accepted ? [] : [far]);
  });

  test.each([
    ['1,086', '0.86', '1.086'],
    ['16,200', '15750.5', '16200'],
    ['16,200', '17.1', '16.2'],
  ])("typed as %s with QuickBooks' rate %s is sent as %s", (rate, quickbooks, sent) => {
    const typed = draft({ exchangeRate: { ...euro, rate, from: 'typed', quickbooks } });
    expect(checkDraft(typed, profile)).toEqual([]);
    expect(rateToSend(typed.details, profile)).toBe(sent);
  });

  test.each([
    ['16,200', '16.2 16200'],
    [' 1,086', '1.086 1086'],
  ])('typed as "%s" without a rate of QuickBooks is ambiguous: %s', (rate, limit) => {
    const typed = draft({ exchangeRate: { ...euro, rate, from: 'typed' } });
    const problem = { path: 'details.exchangeRate', problem: 'number_ambiguous', limit };
    expect(checkDraft(typed, profile)).toEqual([problem]);
    expect(rateToSend(typed.details, profile)).toBeNull();
    expect(crossRate(rate, '1')).toBeNull();
  });

  test('is refused when both readings are far from QuickBooks’ rate', () => {
    const typed = draft({
      exchangeRate: { ...euro, rate: '16,200', from: 'typed', quickbooks: '0.86' },
    });
    expect(checkDraft(typed, profile)).toMatchObject([{ problem: 'rate_far', limit: '0.86' }]);
  });

  test('is required before a foreign invoice is created', () => {
    expect(checkDraft(draft({}), profile)).toEqual([
      { path: 'details.exchangeRate', problem: 'required' },
    ]);
    expect(checkDraft(draft({ exchangeRate: euro }), profile)).toEqual([]);
  });
});
