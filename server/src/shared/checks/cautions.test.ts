import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile, usProfile } from '../../testing/make-draft.ts';
import { nothingKnown } from '../contract/known-records.ts';
import { cautionsOf } from './cautions.ts';

const net30 = { term: { kind: 'quickbooks' as const, id: '3' }, dueDate: '2027-04-12' };

const found = (
  content: Parameters<typeof makeDraft>[0],
  profile: Parameters<typeof makeProfile>[0] = {},
  known: Partial<typeof nothingKnown> = {},
) =>
  cautionsOf(
    makeDraft({ ...content, details: { ...net30, ...content?.details } }),
    makeProfile(profile),
    { ...nothingKnown, ...known },
  );

const named = (description: string) => ({ lines: [makeLine(), makeLine({ description })] });

describe('a caution', () => {
  test('is none for a usual invoice', () => {
    expect(found({})).toEqual([]);
  });

  test.each([
    'VAT 20%',
    '20 % VAT',
    'Sales tax',
    'MwSt. (19%)',
    'podatek VAT 23%',
    'GST/HST',
    'TVA',
  ])('is given for a line called %s', (description) => {
    expect(found(named(description))).toEqual([
      { path: 'lines.1.description', problem: 'looks_like_tax' },
    ]);
  });

  test.each(['Tax advice, 2 hours', 'VAT return for June', 'Taxi to the airport', 'Must 5 l'])(
    'is not given for a line called %s',
    (description) => {
      expect(found(named(description))).toEqual([]);
    },
  );

  test('is not given for such a line where the company has no sales tax', () => {
    expect(found(named('VAT 20%'), { taxRegime: 'off' })).toEqual([]);
  });

  test('says that QuickBooks has no term for the due date', () => {
    expect(found({ details: { dueDate: '2027-03-20' } })).toEqual([
      { path: 'details.term', problem: 'term_missing', limit: 7 },
    ]);
  });

  test('says that an invoice gets no number, with the next free one', () => {
    const number = { asked: '', taken: false, next: '1044' };
    expect(found({}, { customNumbers: true }, { number })).toEqual([
      { path: 'details.number', problem: 'number_missing', limit: '1044' },
    ]);
  });

  const salesForms = (appliesCredit: boolean) => ({
    salesForms: {
      cc: '',
      bcc: '',
      copyToCompany: false,
      message: '',
      onlinePayments: false,
      appliesCredit,
    },
  });

  test('says how much credit of the customer is applied', () => {
    const customer = { id: '58', state: 'active' as const, balance: '-12.50' };
    expect(found({}, salesForms(true), { customer })).toEqual([
      { path: 'customer.choice', problem: 'credit_applies', limit: '12.50' },
    ]);
    expect(found({}, salesForms(false), { customer })).toEqual([]);
    expect(found({}, salesForms(true), { customer: { ...customer, id: '59' } })).toEqual([]);
  });

  test('warns of letters in the name of a new customer in the US', () => {
    const content = {
      customer: { choice: { kind: 'new' as const, name: 'Złotnicki – Łódź' } },
      lines: [makeLine({ taxCodeId: null })],
    };
    expect(found(content, usProfile('us_manual'))).toEqual([
      {
        path: 'customer.choice.name',
        problem: 'letters_at_risk',
        limit: 'Zlotnicki - Lódz',
      },
    ]);
    expect(found(content)).toEqual([]);
  });

  test('warns of letters in every text that an American invoice sends, but not of punctuation', () => {
    const text = 'Łódź – “Kiosk”';
    const content = {
      customer: { to: text, address: text },
      details: { message: text, memo: text, number: text },
      lines: [makeLine({ description: text, taxCodeId: null })],
    };
    const profile = { ...usProfile('us_manual'), customNumbers: true };
    expect(found(content, profile).map(({ path }) => path)).toEqual([
      'customer.to',
      'customer.address',
      'details.number',
      'details.message',
      'details.memo',
      'lines.0.description',
    ]);
    expect(found({ details: { memo: 'Kiosk – “A”' } }, profile)[0]?.path).not.toBe('details.memo');
    expect(found(content)).toEqual([]);
  });

  test('says that QuickBooks prints the address of the customer on an invoice without one', () => {
    expect(found({ customer: { to: ' ', address: '\n' } })).toEqual([
      { path: 'customer.address', problem: 'address_copied' },
    ]);
    expect(found({ customer: { address: '' } })).toEqual([]);
  });

  test('says when the permission to access QuickBooks ends', () => {
    expect(found({}, {}, { connectionEndsOn: '2027-03-20' })).toEqual([
      { path: '', problem: 'connection_ends', limit: '2027-03-20' },
    ]);
  });
});
