import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { nothingKnown } from '../contract/known-records.ts';
import { checkDraft } from './check-draft.ts';
import { fixesOf } from './fixes.ts';

const row = {
  id: '7',
  name: 'Brightwater',
  email: null,
  address: null,
  currency: null,
};
const name = {
  asked: 'Brightwater',
  takenBy: { kind: 'Customer', id: '7', name: 'Brightwater', row },
  free: 'Brightwater 2',
};

const check = (
  content: Parameters<typeof makeDraft>[0],
  known: Partial<typeof nothingKnown>,
  profile: Parameters<typeof makeProfile>[0] = {},
) => checkDraft(makeDraft(content), makeProfile(profile), undefined, { ...nothingKnown, ...known });

const newCustomer = (typed: string) => ({
  customer: { choice: { kind: 'new' as const, name: typed } },
});

describe('the mirror of QuickBooks', () => {
  test('shows that the name of a new customer is taken', () => {
    const taken = { path: 'customer.choice.name', problem: 'name_taken', limit: 'Brightwater 2' };
    expect(check(newCustomer(' Brightwater '), { name })).toEqual([taken]);
    expect(check(newCustomer('Brightwater East'), { name })).toEqual([]);
    expect(check({}, { name })).toEqual([]);
  });

  test.each([
    ['inactive', 'customer_inactive'],
    ['gone', 'customer_gone'],
  ] as const)('shows that the chosen customer is %s', (state, problem) => {
    expect(check({}, { customer: { id: '58', state, balance: null } })).toEqual([
      { path: 'customer.choice', problem },
    ]);
    expect(check({}, { customer: { id: '59', state, balance: null } })).toEqual([]);
  });

  test('shows each line whose item cannot be sold any more', () => {
    const lines = [makeLine(), makeLine({ item: { id: '2', name: 'Desk', taxable: null } })];
    expect(check({ lines }, { items: [{ id: '2', state: 'inactive' }] })).toEqual([
      { path: 'lines.1.item', problem: 'item_inactive' },
    ]);
  });

  test('shows a used number only where the company numbers its invoices itself', () => {
    const known = { number: { asked: '99', taken: true, next: '100' } };
    const content = { details: { number: ' 99' } };
    expect(check(content, known, { customNumbers: true })).toEqual([
      { path: 'details.number', problem: 'number_taken', limit: '100' },
    ]);
    expect(check(content, known)).toEqual([]);
  });
});

test('the customer that has the name is offered, in the currency of the invoice', () => {
  const content = makeDraft(newCustomer('Brightwater'));
  const error = {
    path: 'customer.choice.name',
    problem: 'name_taken' as const,
    limit: 'Brightwater 2',
  };
  const facts = { content, terms: [], known: { ...nothingKnown, name } };
  const another = { kind: 'text', path: error.path, value: 'Brightwater 2', how: 'use' };
  expect(fixesOf(error, facts)).toEqual([{ kind: 'customer', row }, another]);
  const inEuro = { ...name, takenBy: { ...name.takenBy, row: { ...row, currency: 'EUR' } } };
  expect(fixesOf(error, { ...facts, known: { ...nothingKnown, name: inEuro } })).toEqual([another]);
});
