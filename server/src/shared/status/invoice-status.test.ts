import { describe, expect, test } from 'vitest';
import {
  type DeliveryStatus,
  type InvoiceFacts,
  invoiceStatus,
  type MoneyStatus,
} from './invoice-status.ts';

const today = '2027-03-20';

/** An invoice of 100.00, unpaid, due in ten days, never e-mailed. */
const facts = (differs: Partial<InvoiceFacts>): InvoiceFacts => ({
  total: '100.00',
  balance: '100.00',
  dueDate: '2027-03-30',
  memo: null,
  lineAmountsAllZero: false,
  deleted: false,
  emailStatus: 'NotSet',
  deliveredAt: null,
  eInvoiceStatus: null,
  ...differs,
});

const zeroed = { total: '0', balance: '0', lineAmountsAllZero: true };
const late = { dueDate: '2027-03-19' };

describe('the money status', () => {
  test.each<[string, Partial<InvoiceFacts>, MoneyStatus, boolean]>([
    ['nothing paid, not yet due', {}, 'open', false],
    ['due today', { dueDate: today }, 'open', false],
    ['due yesterday', late, 'overdue', true],
    ['due last year', { dueDate: '2026-12-31' }, 'overdue', true],
    ['no due date', { dueDate: null }, 'open', false],
    ['a cent paid', { balance: '99.99' }, 'partially_paid', false],
    ['all but a cent paid', { balance: '0.01' }, 'partially_paid', false],
    ['partly paid and late', { balance: '40', ...late }, 'partially_paid', true],
    ['paid', { balance: '0' }, 'paid', false],
    ['paid, written with decimals', { balance: '0.00' }, 'paid', false],
    ['paid late', { balance: '0', ...late }, 'paid', false],
    ['paid, without a due date', { balance: '0', dueDate: null }, 'paid', false],
    ['more paid than owed', { balance: '-5' }, 'paid', false],
    ['voided', { ...zeroed, memo: 'Voided' }, 'voided', false],
    [
      'voided, followed by the earlier note',
      { ...zeroed, memo: 'Voided - deliver on Monday' },
      'voided',
      false,
    ],
    ['voided, in capitals', { ...zeroed, memo: 'VOIDED' }, 'voided', false],
    ['voided after it was late', { ...zeroed, memo: 'Voided', ...late }, 'voided', false],
    ['a fully discounted invoice', { ...zeroed, lineAmountsAllZero: false }, 'paid', false],
    ['a free invoice with free lines', zeroed, 'paid', false],
    ['a free invoice, late', { ...zeroed, ...late }, 'paid', false],
    ['voided before, its note edited', { ...zeroed, voidedBefore: true }, 'voided', false],
    [
      'voided before, with a note in French',
      { ...zeroed, voidedBefore: true, memo: 'Annulée' },
      'voided',
      false,
    ],
    ['voided before, with an amount again', { voidedBefore: true }, 'open', false],
    ['voided before, deleted', { ...zeroed, voidedBefore: true, deleted: true }, 'deleted', false],
    [
      'a discounted invoice whose note begins with the word',
      { total: '0', balance: '0', memo: 'Voided deposit, see 1041' },
      'paid',
      false,
    ],
    [
      'a note about a void on a real invoice',
      { memo: 'Voided 1041, this replaces it' },
      'open',
      false,
    ],
    ['a note about a void on a paid invoice', { memo: 'Voided 1041', balance: '0' }, 'paid', false],
    ['the word somewhere in the note', { ...zeroed, memo: 'Was voided' }, 'paid', false],
    ['zero lines, but a total', { lineAmountsAllZero: true, memo: 'Voided' }, 'open', false],
    [
      'zero total, but an open balance',
      { ...zeroed, balance: '10', memo: 'Voided' },
      'open',
      false,
    ],
    ['deleted', { deleted: true }, 'deleted', false],
    ['deleted after it was late', { deleted: true, ...late }, 'deleted', false],
    ['deleted after it was paid', { deleted: true, balance: '0' }, 'deleted', false],
    ['deleted after it was voided', { deleted: true, ...zeroed, memo: 'Voided' }, 'deleted', false],
    [
      'a large amount, a cent paid',
      { total: '99999999999.99', balance: '99999999999.98' },
      'partially_paid',
      false,
    ],
    ['due tomorrow', { dueDate: '2027-03-21' }, 'open', false],
    ['a cent, not yet due', { total: '0.01', balance: '0.01' }, 'open', false],
    ['a cent, late', { total: '0.01', balance: '0.01', ...late }, 'overdue', true],
    ['partly paid, due today', { balance: '40', dueDate: today }, 'partially_paid', false],
    ['partly paid, no due date', { balance: '40', dueDate: null }, 'partially_paid', false],
    ['partly paid by a deposit at creation', { balance: '75.00' }, 'partially_paid', false],
    [
      'paid at creation by a credit that QuickBooks applied automatically',
      { balance: '0.00' },
      'paid',
      false,
    ],
    ['a credit memo that covers all of it, late', { balance: '0.00', ...late }, 'paid', false],
    ['its only payment removed', { balance: '100.00' }, 'open', false],
    ['its only payment removed, late', { balance: '100.00', ...late }, 'overdue', true],
    ['voided after it was paid', { ...zeroed, balance: '0.00', memo: 'Voided' }, 'voided', false],
    ['voided, zeros with decimals', { ...zeroed, total: '0.00', memo: 'Voided' }, 'voided', false],
    [
      'voided, with the earlier note on the next line',
      { ...zeroed, memo: 'Voided\nPaid by cheque' },
      'voided',
      false,
    ],
    ['voided, a blank before the word', { ...zeroed, memo: ' Voided' }, 'voided', false],
    [
      'voided after it was mailed',
      { ...zeroed, memo: 'Voided', emailStatus: 'EmailSent' },
      'voided',
      false,
    ],
    [
      'a discount of the whole amount',
      { total: '0.00', balance: '0.00', lineAmountsAllZero: false },
      'paid',
      false,
    ],
    ['a total of zero, late', { total: '0.00', balance: '0.00', ...late }, 'paid', false],
    ['deleted while partly paid', { deleted: true, balance: '40' }, 'deleted', false],
  ])('is derived for: %s', (_, differs, money, overdue) => {
    expect(invoiceStatus(facts(differs), today)).toMatchObject({ money, overdue });
  });
});

describe('the delivery status', () => {
  test.each<[string, Partial<InvoiceFacts>, DeliveryStatus]>([
    ['never mailed', {}, 'not_sent'],
    ['no status', { emailStatus: null }, 'not_sent'],
    ['an unknown status', { emailStatus: 'Pending' }, 'not_sent'],
    ['NOT_SET', { emailStatus: 'NOT_SET' }, 'not_sent'],
    ['to be sent', { emailStatus: 'NeedToSend' }, 'queued'],
    ['NEED_TO_SEND', { emailStatus: 'NEED_TO_SEND' }, 'queued'],
    [
      'to be sent again',
      { emailStatus: 'NeedToSend', deliveredAt: '2027-03-01T08:00:00Z' },
      'queued',
    ],
    ['sent', { emailStatus: 'EmailSent' }, 'sent'],
    ['EMAIL_SENT', { emailStatus: 'EMAIL_SENT' }, 'sent'],
    ['emailsent', { emailStatus: 'emailsent' }, 'sent'],
    ['a delivery time without a status', { deliveredAt: '2027-03-01T08:00:00Z' }, 'sent'],
    ['sent as an electronic invoice', { eInvoiceStatus: 'Sent' }, 'sent'],
    ['viewed', { emailStatus: 'EmailSent', eInvoiceStatus: 'Viewed' }, 'viewed'],
    ['VIEWED', { eInvoiceStatus: 'VIEWED' }, 'viewed'],
    ['OVERDUE_VIEWED', { emailStatus: 'EmailSent', eInvoiceStatus: 'OVERDUE_VIEWED' }, 'viewed'],
    [
      'bounced, by the e-invoice status',
      { emailStatus: 'EmailSent', eInvoiceStatus: 'Delivery Error' },
      'bounced',
    ],
    [
      'bounced, by the delivery error',
      { emailStatus: 'EmailSent', deliveryError: 'Bounced Email' },
      'bounced',
    ],
    [
      'bounced after it was viewed',
      { eInvoiceStatus: 'Viewed', deliveryError: 'Undeliverable' },
      'bounced',
    ],
    [
      'bounced, to be sent again',
      { emailStatus: 'NeedToSend', deliveryError: 'Undeliverable' },
      'queued',
    ],
    ['paid online', { emailStatus: 'EmailSent', eInvoiceStatus: 'Paid', balance: '0' }, 'sent'],
    ['mailed, then voided', { emailStatus: 'EmailSent', ...zeroed, memo: 'Voided' }, 'sent'],
    ['mailed and overdue', { emailStatus: 'EmailSent', eInvoiceStatus: 'Overdue' }, 'sent'],
    ['viewed, to be sent again', { emailStatus: 'NeedToSend', eInvoiceStatus: 'Viewed' }, 'viewed'],
    ['viewed and partly paid', { eInvoiceStatus: 'PARTIALLY_PAID_VIEWED' }, 'viewed'],
    ['paid online, never mailed', { eInvoiceStatus: 'Paid', balance: '0' }, 'not_sent'],
    ['viewed, then deleted', { eInvoiceStatus: 'Viewed', deleted: true }, 'viewed'],
  ])('is derived for: %s', (_, differs, delivery) => {
    expect(invoiceStatus(facts(differs), today).delivery).toBe(delivery);
  });
});
