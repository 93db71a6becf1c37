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

const draft = (choice: CustomerChoice) => ({
  ...sampleContent,
  customer: { ...sampleContent.customer, choice, to: 'ACME Holding', email: 'pay@acme.example' },
});
const fresh = { kind: 'new', name: 'Acme Germany' } as const;

test('a new customer may duplicate the candidates in its currency', () => {
  expect(similarCustomers(fresh, 'EUR', all)).toEqual([inEuro, inTheOnlyOne]);
  expect(similarCustomers(fresh, '', all)).toEqual(all);
  expect(similarCustomers(fresh, 'EUR', [])).toEqual([]);
});

test('a selected customer duplicates none, and neither does an empty choice', () => {
  const chosen = { kind: 'existing', id: '7', name: 'ACME GmbH', currency: 'EUR' } as const;
  expect(similarCustomers(chosen, 'EUR', all)).toEqual([]);
  expect(similarCustomers({ kind: 'none' }, 'EUR', all)).toEqual([]);
});

test('candidates of a new customer are searched by its own name, else by the billed name', () => {
  expect(buyerOf(draft(fresh))).toEqual({ name: 'Acme Germany', email: 'pay@acme.example' });
  expect(buyerOf(draft({ kind: 'none' })).name).toBe('ACME Holding');
});
