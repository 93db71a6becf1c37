import { describe, expect, test } from 'vitest';
import {
  type DeliveryStatus,
  type InvoiceFacts,
  invoiceStatus,
  type MoneyStatus,
} from './invoice-status.ts';

const today = '2027-03-20';

/** 100.00, nothing paid, due in ten days, never mailed. */
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
    ['paid and its due date unknown', { balance: '0', dueDate: null }, 'paid', false],
    ['more paid than owed', { balance: '-5' }, 'paid', false],
    ['voided', { ...zeroed, memo: 'Voided' }, 'voided', false],
    [
      'voided, with the note it had',
      { ...zeroed, memo: 'Voided - deliver on Monday' },
      'voided',
      false,
    ],
    ['voided, in other letters', { ...zeroed, memo: 'VOIDED' }, 'voided', false],
    ['voided after it was late', { ...zeroed, memo: 'Voided', ...late }, 'voided', false],
    ['a fully discounted invoice', { ...zeroed, lineAmountsAllZero: false }, 'paid', false],
    ['a free invoice of free lines', zeroed, 'paid', false],
    ['a free invoice, late', { ...zeroed, ...late }, 'paid', false],
    ['voided before, its note edited', { ...zeroed, voidedBefore: true }, 'voided', false],
    [
      'voided before, with a note in French',
      { ...zeroed, voidedBefore: true, memo: 'Annulée' },
      'voided',
      false,
    ],
    ['voided before, worth something again', { voidedBefore: true }, 'open', false],
    ['voided before, deleted', { ...zeroed, voidedBefore: true, deleted: true }, 'deleted', false],
    [
      'a free invoice on which somebody wrote the word',
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
    ['the same, paid', { memo: 'Voided 1041', balance: '0' }, 'paid', false],
    ['the word somewhere in the note', { ...zeroed, memo: 'Was voided' }, 'paid', false],
    ['zero lines, but a total', { lineAmountsAllZero: true, memo: 'Voided' }, 'open', false],
    ['zero total, but something owed', { ...zeroed, balance: '10', memo: 'Voided' }, 'open', false],
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
    ['born partly paid by a deposit', { balance: '75.00' }, 'partially_paid', false],
    ['born paid by a credit that QuickBooks applied by itself', { balance: '0.00' }, 'paid', false],
    ['a credit memo that covers all of it, late', { balance: '0.00', ...late }, 'paid', false],
    ['its only payment taken off again', { balance: '100.00' }, 'open', false],
    ['its only payment taken off again, late', { balance: '100.00', ...late }, 'overdue', true],
    ['voided after it was paid', { ...zeroed, balance: '0.00', memo: 'Voided' }, 'voided', false],
    ['voided, zeros with decimals', { ...zeroed, total: '0.00', memo: 'Voided' }, 'voided', false],
    [
      'voided, what it said before on the next line',
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
      'all of it discounted',
      { total: '0.00', balance: '0.00', lineAmountsAllZero: false },
      'paid',
      false,
    ],
    ['zero and late is owed by nobody', { total: '0.00', balance: '0.00', ...late }, 'paid', false],
    ['deleted while partly paid', { deleted: true, balance: '40' }, 'deleted', false],
  ])('%s', (_, differs, money, overdue) => {
    expect(invoiceStatus(facts(differs), today)).toMatchObject({ money, overdue });
  });
});

describe('the delivery status', () => {
  test.each<[string, Partial<InvoiceFacts>, DeliveryStatus]>([
    ['never mailed', {}, 'not_sent'],
    ['nothing known', { emailStatus: null }, 'not_sent'],
    ['something new', { emailStatus: 'Pending' }, 'not_sent'],
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
    ['delivered, says the time alone', { deliveredAt: '2027-03-01T08:00:00Z' }, 'sent'],
    ['sent as an electronic invoice', { eInvoiceStatus: 'Sent' }, 'sent'],
    ['viewed', { emailStatus: 'EmailSent', eInvoiceStatus: 'Viewed' }, 'viewed'],
    ['VIEWED', { eInvoiceStatus: 'VIEWED' }, 'viewed'],
    ['OVERDUE_VIEWED', { emailStatus: 'EmailSent', eInvoiceStatus: 'OVERDUE_VIEWED' }, 'viewed'],
    [
      'the mail came back',
      { emailStatus: 'EmailSent', eInvoiceStatus: 'Delivery Error' },
      'bounced',
    ],
    [
      'the mail came back, says the delivery',
      { emailStatus: 'EmailSent', deliveryError: 'Bounced Email' },
      'bounced',
    ],
    [
      'came back after it was viewed',
      { eInvoiceStatus: 'Viewed', deliveryError: 'Undeliverable' },
      'bounced',
    ],
    [
      'came back, to be sent again',
      { emailStatus: 'NeedToSend', deliveryError: 'Undeliverable' },
      'queued',
    ],
    ['paid online', { emailStatus: 'EmailSent', eInvoiceStatus: 'Paid', balance: '0' }, 'sent'],
    ['mailed, then voided', { emailStatus: 'EmailSent', ...zeroed, memo: 'Voided' }, 'sent'],
    ['mailed and overdue', { emailStatus: 'EmailSent', eInvoiceStatus: 'Overdue' }, 'sent'],
    ['viewed, to be sent again', { emailStatus: 'NeedToSend', eInvoiceStatus: 'Viewed' }, 'viewed'],
    ['partly paid by one who viewed it', { eInvoiceStatus: 'PARTIALLY_PAID_VIEWED' }, 'viewed'],
    ['paid online, never mailed', { eInvoiceStatus: 'Paid', balance: '0' }, 'not_sent'],
    ['viewed, then deleted', { eInvoiceStatus: 'Viewed', deleted: true }, 'viewed'],
  ])('%s', (_, differs, delivery) => {
    expect(invoiceStatus(facts(differs), today).delivery).toBe(delivery);
  });
});
