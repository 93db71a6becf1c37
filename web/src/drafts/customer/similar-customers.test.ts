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

test('a new customer may double those that could have this invoice', () => {
  expect(similarCustomers(draft(fresh), all)).toEqual([inEuro, inTheOnlyOne]);
  expect(similarCustomers(draft(fresh, ''), all)).toEqual(all);
  expect(similarCustomers(draft(fresh), [])).toEqual([]);
});

test('a chosen customer doubles nobody, and neither does none', () => {
  const chosen = { kind: 'existing', id: '7', name: 'ACME GmbH', currency: 'EUR' } as const;
  expect(similarCustomers(draft(chosen), all)).toEqual([]);
  expect(similarCustomers(draft({ kind: 'none' }), all)).toEqual([]);
});

test('look-alikes of a new customer are looked for by its own name, else by who is billed', () => {
  expect(buyerOf(draft(fresh))).toEqual({ name: 'Acme Germany', email: 'pay@acme.example' });
  expect(buyerOf(draft({ kind: 'none' })).name).toBe('ACME Holding');
});
