import { expect, test } from 'vitest';
import type { MoneyStatus } from '../shared/status/invoice-status.ts';
import { invoiceActions } from './contract.ts';
import { linesCanChange, possibleActions } from './possible-actions.ts';

test.each<[MoneyStatus, readonly string[]]>([
  ['open', invoiceActions],
  ['overdue', invoiceActions],
  ['partially_paid', invoiceActions],
  ['paid', invoiceActions],
  ['voided', ['delete']],
  ['deleted', []],
])('status %s allows the actions %j', (status, actions) => {
  expect(possibleActions(status)).toEqual(actions);
});

const unpaid = { total: '100.00', balance: '100.00', paymentIds: [] };

test.each([
  ['nothing is paid', unpaid, true],
  ['it is free', { ...unpaid, total: '0.00', balance: '0.00' }, true],
  ['a cent is paid', { ...unpaid, balance: '99.99', paymentIds: ['301'] }, false],
  ['it is paid', { ...unpaid, balance: '0.00', paymentIds: ['301'] }, false],
  ['a deposit came with it', { ...unpaid, balance: '40.00' }, false],
  ['a payment of nothing names it', { ...unpaid, paymentIds: ['301'] }, false],
])('checks whether lines can change when %s', (_, invoice, can) => {
  expect(linesCanChange(invoice)).toBe(can);
});
