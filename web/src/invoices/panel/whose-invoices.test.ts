import { expect, test } from 'vitest';
import type { Answer } from '../../lib/api.ts';
import { whoseInvoices } from './whose-invoices.ts';

const acme = { id: '1', name: 'ACME' };
const branch = { id: '2', name: 'Branch' };

type Row = Answer<'invoices', 'list'>['invoices'][number];
const invoicesOf = (...customers: (typeof acme)[]) =>
  customers.map(({ id, name }) => ({ customerId: id, customerName: name })) as Row[];

test.each([
  ['nobody is linked and nothing billed', null, [], { customer: null, alone: true }],
  ['nobody is linked, one is billed', null, [acme, acme], { customer: acme, alone: true }],
  ['nobody is linked, two are billed', null, [acme, branch], { customer: null, alone: false }],
  ['one is linked and billed', acme, [acme], { customer: acme, alone: true }],
  ['one is linked, another was billed', acme, [branch], { customer: acme, alone: false }],
  ['one is linked and nothing billed', acme, [], { customer: acme, alone: true }],
])('when %s', (_, customer, billed, shown) => {
  expect(whoseInvoices({ customer, invoices: invoicesOf(...billed) })).toEqual(shown);
});
