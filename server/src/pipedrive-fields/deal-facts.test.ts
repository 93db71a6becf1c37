import { describe, expect, it } from 'vitest';
import type { QuickbooksInvoice, QuickbooksPayment } from '../quickbooks/models.ts';
import { dealFactsOf, type LinkedInvoice, nextOverdueDay } from './deal-facts.ts';

const today = '2026-11-29';

const invoice = (
  differs: Partial<Omit<LinkedInvoice, 'facts'>> = {},
  paymentIds: string[] = [],
): LinkedInvoice => {
  const row = {
    invoiceId: '7',
    number: '1007',
    customerName: 'Larch Office',
    currency: 'USD',
    total: '100.00',
    tax: '0.00',
    balance: '100.00',
    credited: '0.00',
    dueDate: '2026-12-10',
    memo: '',
    linesAreZero: false,
    voided: false,
    deleted: false,
    changedAt: 1_000,
    linkedAt: 1_000,
    ...differs,
  };
  const { invoiceId: id, total, balance } = row;
  const facts = { id, total, balance, deposit: '0.00', issueDate: '2026-11-01', paymentIds };
  return { ...row, facts: facts as unknown as QuickbooksInvoice };
};

const payment = (
  id: string,
  date: string,
  applied: [invoiceId: string, amount: string, credit?: string][],
): QuickbooksPayment => ({
  id,
  customerId: '1',
  date,
  method: null,
  reference: null,
  applied: applied.map(([invoiceId, amount, credit = '0.00']) => ({ invoiceId, amount, credit })),
  createdAt: `${date}T10:00:00-08:00`,
  updatedAt: `${date}T10:00:00-08:00`,
});

const factsOf = (invoices: LinkedInvoice[], payments: QuickbooksPayment[] = [], day = today) =>
  dealFactsOf(invoices, payments, { today: day, linkOf: (id) => `https://qbo.example/${id}` });

const dollars = (amount: string) => ({ kind: 'money', amount, currency: 'USD' });
const text = (value: string) => ({ kind: 'text', text: value });
const status = (value: string) => ({ kind: 'status', status: value });

describe('the facts of a deal', () => {
  it('are all null without invoices', () => {
    expect(new Set(Object.values(factsOf([])))).toEqual(new Set([null]));
  });

  it('are those of its only invoice', () => {
    const paid = payment('31', '2026-11-20', [['7', '40.00']]);
    expect(factsOf([invoice({ balance: '60.00' }, ['31'])], [paid])).toEqual({
      amountDue: dollars('60.00'),
      total: dollars('100.00'),
      paid: dollars('40.00'),
      status: status('partially_paid'),
      dueDate: { kind: 'date', date: '2026-12-10' },
      number: text('1007'),
      recipient: text('Larch Office'),
      link: text('https://qbo.example/7'),
      lastPaymentDate: { kind: 'date', date: '2026-11-20' },
      lastPaymentAmount: dollars('40.00'),
    });
  });

  it('add up all invoices and name the one that was changed last', () => {
    const second = invoice({ invoiceId: '8', number: '1008', balance: '0.00', changedAt: 2_000 });
    expect(factsOf([invoice(), second])).toMatchObject({
      amountDue: dollars('100.00'),
      total: dollars('200.00'),
      paid: dollars('100.00'),
      number: text('1008'),
      status: status('paid'),
    });
  });

  it('leave sums empty when they would mix currencies', () => {
    const euros = { invoiceId: '8', currency: 'EUR', changedAt: 2_000 };
    expect(factsOf([invoice(), invoice(euros)])).toMatchObject({
      amountDue: null,
      total: null,
      paid: null,
      number: text('1007'),
    });
    const open = factsOf([invoice({ balance: '0.00' }), invoice(euros)]);
    expect(open.amountDue).toEqual({ kind: 'money', amount: '100.00', currency: 'EUR' });
    expect(open.total).toBeNull();
    const settled = factsOf([invoice({ balance: '0.00' }), invoice({ ...euros, balance: '0.00' })]);
    expect(settled.amountDue).toEqual({ kind: 'money', amount: '0.00', currency: 'EUR' });
  });

  it('have no amount without a currency', () => {
    expect(factsOf([invoice({ currency: '' })])).toMatchObject({ amountDue: null, total: null });
  });

  it('say overdue from the day after the due date, also when partly paid', () => {
    const due = [invoice({ dueDate: today, balance: '60.00' })];
    expect(factsOf(due).status).toEqual(status('partially_paid'));
    expect(factsOf(due, [], '2026-11-30').status).toEqual(status('overdue'));
  });

  it('of a voided invoice are zero, without a due date', () => {
    const voided = { total: '0.00', balance: '0.00', memo: 'Voided', linesAreZero: true };
    expect(factsOf([invoice(voided)])).toMatchObject({
      amountDue: dollars('0.00'),
      total: dollars('0.00'),
      status: status('voided'),
      dueDate: null,
      link: text('https://qbo.example/7'),
    });
  });

  it('ignore a deleted invoice beside another one, and say deleted when all are', () => {
    const deleted = invoice({ deleted: true, balance: '0.00', changedAt: 9_000 });
    expect(factsOf([deleted, invoice({ invoiceId: '8', number: '1008' })])).toMatchObject({
      total: dollars('100.00'),
      number: text('1008'),
    });
    expect(factsOf([deleted])).toMatchObject({
      amountDue: null,
      status: status('deleted'),
      dueDate: null,
      link: null,
      lastPaymentDate: null,
    });
  });

  it('count credits neither as paid nor as a payment', () => {
    const settled = invoice({ balance: '0.00', credited: '30.00' }, ['31', '32']);
    const payments = [
      payment('31', '2026-11-20', [['7', '70.00']]),
      payment('32', '2026-11-25', [['7', '30.00', '30.00']]),
    ];
    expect(factsOf([settled], payments)).toMatchObject({
      paid: dollars('70.00'),
      lastPaymentDate: { kind: 'date', date: '2026-11-20' },
      lastPaymentAmount: dollars('70.00'),
    });
  });

  it('add up the parts of a payment that settled several invoices of the deal', () => {
    const both = payment('31', '2026-11-20', [
      ['7', '100.00'],
      ['8', '50.00'],
      ['99', '25.00'],
    ]);
    const invoices = [
      invoice({ balance: '0.00' }, ['31']),
      invoice({ invoiceId: '8', balance: '50.00' }, ['31']),
    ];
    expect(factsOf(invoices, [both]).lastPaymentAmount).toEqual(dollars('150.00'));
  });
});

describe('the next day with an overdue invoice', () => {
  it.each([
    ['of an open invoice', invoice(), '2026-12-11'],
    ['that is due today', invoice({ dueDate: today }), '2026-11-30'],
    ['of a paid invoice', invoice({ balance: '0.00' }), null],
    ['of an overdue invoice', invoice({ dueDate: '2026-11-28' }), null],
    ['of a deleted invoice', invoice({ deleted: true }), null],
    ['without a due date', invoice({ dueDate: null }), null],
    ['at the end of a month', invoice({ dueDate: '2026-12-31' }), '2027-01-01'],
  ])('%s', (_name, row, day) => {
    expect(nextOverdueDay([row], today)).toBe(day);
  });

  it('is the first of several', () => {
    const later = invoice({ invoiceId: '8', dueDate: '2026-12-24' });
    expect(nextOverdueDay([later, invoice()], today)).toBe('2026-12-11');
  });
});
