import { describe, expect, test } from 'vitest';
import { namelessMethod, paymentSchema } from './translate-payment.ts';

const read = (payment: object, methods: [string, string][] = []) =>
  paymentSchema(new Map(methods)).parse({ Id: '163', ...payment });

const line = (amount: number, ...linked: [string, string][]) => ({
  Amount: amount,
  LinkedTxn: linked.map(([TxnType, TxnId]) => ({ TxnType, TxnId })),
  LineEx: { any: [{ name: '{http://schema.intuit.com/finance/v3}NameValue' }] },
});

const applied = (...lines: object[]) => read({ Line: lines }).applied;

test('reads a payment of two invoices with an unapplied rest', () => {
  expect(
    read({
      SyncToken: '0',
      domain: 'QBO',
      CustomerRef: { value: '20', name: 'Northgate Library Trust' },
      TxnDate: '2027-03-16',
      TotalAmt: 65,
      UnappliedAmt: 10,
      PaymentRefNum: 'BACS 7',
      PaymentMethodRef: { value: '2', name: 'Cheque' },
      Line: [line(40, ['Invoice', '70']), line(15, ['Invoice', '71'])],
      MetaData: {
        CreateTime: '2027-03-16T15:08:12-08:00',
        LastUpdatedTime: '2027-03-17T15:08:12-08:00',
      },
    }),
  ).toEqual({
    id: '163',
    customerId: '20',
    date: '2027-03-16',
    method: 'Cheque',
    reference: 'BACS 7',
    applied: [
      { invoiceId: '70', amount: '40.00', credit: '0.00' },
      { invoiceId: '71', amount: '15.00', credit: '0.00' },
    ],
    createdAt: '2027-03-16T15:08:12-08:00',
    updatedAt: '2027-03-17T15:08:12-08:00',
  });
});

describe('credit of a payment', () => {
  test('a credit memo alone, in a payment of 0', () => {
    expect(applied(line(50, ['Invoice', '70']), line(50, ['CreditMemo', '9']))).toEqual([
      { invoiceId: '70', amount: '50.00', credit: '50.00' },
    ]);
  });

  test('30.00 of money and a credit memo of 20.00 over two invoices', () => {
    expect(
      applied(
        line(15, ['Invoice', '70']),
        line(35, ['Invoice', '71']),
        line(20, ['CreditMemo', '9']),
      ),
    ).toEqual([
      { invoiceId: '70', amount: '15.00', credit: '15.00' },
      { invoiceId: '71', amount: '35.00', credit: '5.00' },
    ]);
  });

  test('two credit memos with negative amounts', () => {
    expect(
      applied(
        line(50, ['Invoice', '70']),
        line(-20, ['CreditMemo', '9']),
        line(-30, ['CREDIT_MEMO', '10']),
      ),
    ).toEqual([{ invoiceId: '70', amount: '50.00', credit: '50.00' }]);
  });

  test('invoice and credit memo in one line', () => {
    expect(applied(line(50, ['CreditMemo', '9'], ['Invoice', '70']))).toEqual([
      { invoiceId: '70', amount: '50.00', credit: '50.00' },
    ]);
  });

  test('a refunded credit memo is applied to no invoice', () => {
    expect(applied(line(50, ['CreditMemo', '9']), line(50, ['Expense', '12']))).toEqual([]);
  });

  test('a journal entry counts as money', () => {
    expect(applied(line(50, ['Invoice', '70']), line(50, ['JournalEntry', '12']))).toEqual([
      { invoiceId: '70', amount: '50.00', credit: '0.00' },
    ]);
  });
});

describe('a payment with few fields', () => {
  test('is read with defaults', () => {
    expect(read({})).toMatchObject({
      customerId: '',
      date: '',
      method: null,
      reference: null,
      applied: [],
    });
  });

  test('sums two lines of one invoice', () => {
    expect(applied(line(10, ['Invoice', '70']), line(5, ['Invoice', '70']))).toEqual([
      { invoiceId: '70', amount: '15.00', credit: '0.00' },
    ]);
  });

  test('ignores lines without amount or link', () => {
    expect(applied(line(0, ['Invoice', '70']), line(10), { Amount: 5 })).toEqual([]);
  });
});

test('takes the name of a payment method by id', () => {
  const payment = { PaymentMethodRef: { value: '2' } };
  expect(read(payment, [['2', 'Cheque']]).method).toBe('Cheque');
  expect(read(payment, [['2', '']]).method).toBeNull();
  expect(read(payment).method).toBeNull();
  expect(namelessMethod(payment)).toBe('2');
  expect(namelessMethod({ PaymentMethodRef: { value: '2', name: 'Cheque' } })).toBeNull();
  expect(namelessMethod({})).toBeNull();
});

test('a payment of 0 is credit, whatever its lines name', () => {
  const journal = read({
    TotalAmt: 0,
    Line: [line(40, ['Invoice', '70']), line(40, ['JournalEntry', '5'])],
  });
  expect(journal.applied).toEqual([{ invoiceId: '70', amount: '40.00', credit: '40.00' }]);
});
