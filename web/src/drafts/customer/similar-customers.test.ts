import type { Candidate } from '@dealbill/server/contract/customers';
import type { CustomerChoice } from '@dealbill/server/shared/contract/draft-content';
import { expect, test } from 'vitest';
import { sampleContent } from '../../testing/sample-draft.ts';
import { buyerOf, similarCustomers } from './similar-customers.ts';

const candidate = (name: string, currency: string | null): Candidate => ({
  id: name,
  name,
  currency,
  email: null,
  address: null,
  reason: 'alike',
});
const inEuro = candidate('ACME GmbH', 'EUR');
const inDollars = candidate('ACME Inc.', 'USD');
const inTheOnlyOne = candidate('ACME', null);
const all = [inEuro, inDollars, inTheOnlyOne];

const draft = (choice: CustomerChoice, currency = 'EUR') => ({
  ...sampleContent,
  customer: { ...sampleContent.customer, choice, to: 'ACME Holding', email: 'pay@acme.example' },
  details: { ...sampleContent.details, currency },
});
const fresh = { kind: 'new', name: 'Acme Germany' } as const;

test('a new customer may duplicate the candidates in its currency', () => {
  expect(similarCustomers(draft(fresh), all)).toEqual([inEuro, inTheOnlyOne]);
  expect(similarCustomers(draft(fresh, ''), all)).toEqual(all);
  expect(similarCustomers(draft(fresh), [])).toEqual([]);
});

test('a selected customer duplicates none, and neither does an empty choice', () => {
  const chosen = { kind: 'existing', id: '7', name: 'ACME GmbH', currency: 'EUR' } as const;
  expect(similarCustomers(draft(chosen), all)).toEqual([]);
  expect(similarCustomers(draft({ kind: 'none' }), all)).toEqual([]);
});

test('candidates of a new customer are searched by its own name, else by the billed name', () => {
  expect(buyerOf(draft(fresh))).toEqual({ name: 'Acme Germany', email: 'pay@acme.example' });
  expect(buyerOf(draft({ kind: 'none' })).name).toBe('ACME Holding');
});
