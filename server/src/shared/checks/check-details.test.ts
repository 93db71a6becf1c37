import { describe, test } from 'vitest';
import { type Case, check, details } from '../../testing/check-cases.ts';
import { makeDraft, makeLine, usProfile } from '../../testing/make-draft.ts';

describe('the details of a draft', () => {
  test.each<Case>([
    [
      'no issue date',
      details({ issueDate: '' }),
      {},
      [{ path: 'details.issueDate', problem: 'required' }],
    ],
    [
      'an issue date that does not exist',
      details({ issueDate: '2027-02-29' }),
      {},
      [{ path: 'details.issueDate', problem: 'not_a_date' }],
    ],
    ['no due date', details({ dueDate: '' }), {}, []],
    ['due on the day of issue', details({ dueDate: '2027-03-13' }), {}, []],
    [
      'due before issue',
      details({ dueDate: '2027-03-12' }),
      {},
      [{ path: 'details.dueDate', problem: 'before_issue_date', limit: '2027-03-13' }],
    ],
    [
      'a due date that does not exist',
      details({ dueDate: '2027-04-31' }),
      {},
      [{ path: 'details.dueDate', problem: 'not_a_date' }],
    ],
    [
      'issued on the last closed day',
      makeDraft(),
      { closedUntil: '2027-03-13' },
      [{ path: 'details.issueDate', problem: 'books_closed', limit: '2027-03-13' }],
    ],
    ['issued on the day after', makeDraft(), { closedUntil: '2027-03-12' }, []],
    ['a term of the company', details({ term: { kind: 'quickbooks', id: '3' } }), {}, []],
    [
      'a term that the company no longer has',
      details({ term: { kind: 'quickbooks', id: '99' } }),
      {},
      [{ path: 'details.term', problem: 'required' }],
    ],
    [
      'no currency',
      details({ currency: '' }),
      {},
      [{ path: 'details.currency', problem: 'required' }],
    ],
    [
      'another currency in a single-currency company',
      details({ currency: 'EUR' }),
      {},
      [{ path: 'details.currency', problem: 'multicurrency_off', limit: 'GBP' }],
    ],
    [
      "another currency than the customer's",
      makeDraft({
        customer: { choice: { kind: 'existing', id: '58', name: 'ACME GmbH', currency: 'EUR' } },
      }),
      { multiCurrency: true, currencies: ['GBP', 'EUR'] },
      [{ path: 'details.currency', problem: 'currency_mismatch', limit: 'EUR' }],
    ],
    [
      "the customer's currency",
      makeDraft({
        customer: { choice: { kind: 'existing', id: '58', name: 'ACME GmbH', currency: 'EUR' } },
        details: {
          currency: 'EUR',
          exchangeRate: { currency: 'EUR', date: '2027-03-13', rate: '0.86', from: 'quickbooks' },
        },
      }),
      { multiCurrency: true, currencies: ['GBP', 'EUR'] },
      [],
    ],
    [
      'a customer without a known currency',
      makeDraft(),
      { multiCurrency: true, currencies: ['GBP', 'EUR'] },
      [],
    ],
    [
      'a foreign currency for a customer who was chosen without one',
      details({ currency: 'EUR' }),
      { multiCurrency: true, currencies: ['GBP', 'EUR'] },
      [
        { path: 'details.currency', problem: 'currency_mismatch', limit: 'GBP' },
        { path: 'details.exchangeRate', problem: 'required' },
      ],
    ],
    [
      'a currency that the company does not have, for a new customer',
      makeDraft({
        customer: { choice: { kind: 'new', name: 'ACME' } },
        details: { currency: 'SEK' },
      }),
      { multiCurrency: true, currencies: ['GBP', 'EUR'] },
      [{ path: 'details.currency', problem: 'currency_mismatch', limit: 'GBP' }],
    ],
    ['no number with custom numbers on', makeDraft(), { customNumbers: true }, []],
    ['a number of 21 characters', details({ number: '1'.repeat(21) }), { customNumbers: true }, []],
    [
      'a number of 22 characters',
      details({ number: '1'.repeat(22) }),
      { customNumbers: true },
      [{ path: 'details.number', problem: 'too_long', limit: 21 }],
    ],
    [
      'a message of 1001 characters',
      details({ message: 'm'.repeat(1001) }),
      {},
      [{ path: 'details.message', problem: 'too_long', limit: 1000 }],
    ],
    [
      'a memo of 4001 characters',
      details({ memo: 'm'.repeat(4001) }),
      {},
      [{ path: 'details.memo', problem: 'too_long', limit: 4000 }],
    ],
    [
      'a sales tax code that the company does not have',
      makeDraft({
        details: { currency: 'USD', salesTaxCodeId: 'gone' },
        lines: [makeLine({ taxCodeId: 'TAX' })],
      }),
      usProfile('us_manual'),
      [{ path: 'details.salesTaxCodeId', problem: 'tax_code_unusable' }],
    ],
  ])('are checked: %s', check);
});
