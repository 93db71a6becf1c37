import { describe, expect, test } from 'vitest';
import { invoiceSchema, lacksCurrency } from './translate-invoice.ts';

const read = (invoice: object) => invoiceSchema('USD').parse(invoice);

const nothingSold = { itemId: null, itemName: null, quantity: null, unitPrice: null };

/** A taxed and discounted invoice in the order in which QuickBooks lists its lines. */
const full = {
  domain: 'QBO',
  sparse: false,
  Id: '145',
  SyncToken: '3',
  DocNumber: '1042',
  TxnDate: '2027-03-13',
  DueDate: '2027-03-20',
  CustomerRef: { value: '58', name: 'Brightwater Offices' },
  CurrencyRef: { value: 'CAD', name: 'Canadian Dollar' },
  TotalAmt: 9.6,
  Balance: 4.6,
  Deposit: 1.5,
  SalesTermRef: { value: '3' },
  GlobalTaxCalculation: 'TaxInclusive',
  LinkedTxn: [
    { TxnId: '12', TxnType: 'Estimate' },
    { TxnId: '301', TxnType: 'Payment' },
    { TxnId: '302', TxnType: 'PAYMENT' },
    { TxnId: '301', TxnType: 'Payment' },
  ],
  PrivateNote: 'Deal 101',
  CustomerMemo: { value: 'Thank you' },
  BillAddr: { Line1: '1 Quay Street', City: 'Bristol', PostalCode: 'BS1 5TY' },
  BillEmail: { Address: 'accounts@brightwater.example' },
  BillEmailCc: { Address: 'manager@brightwater.example' },
  BillEmailBcc: { Address: 'archive@brightwater.example' },
  EmailStatus: 'EmailSent',
  DeliveryInfo: { DeliveryType: 'Email', DeliveryTime: '2027-03-14T09:00:00-07:00' },
  EInvoiceStatus: 'Viewed',
  SomethingNew: { from: 'next year' },
  Line: [
    {
      Id: '1',
      LineNum: 1,
      Description: 'Paint',
      Amount: 7.96,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: {
        ItemRef: { value: '5', name: 'Paint' },
        Qty: 15,
        UnitPrice: 0.5306667,
        TaxCodeRef: { value: '2' },
      },
    },
    { Id: '2', Description: 'As agreed', DetailType: 'DescriptionOnly', DescriptionLineDetail: {} },
    { Id: '3', Amount: 2.65, DetailType: 'GroupLineDetail', GroupLineDetail: { Quantity: 1 } },
    { Amount: 10.61, DetailType: 'SubTotalLineDetail', SubTotalLineDetail: {} },
    { Id: '4', Amount: 2.12, DetailType: 'DiscountLineDetail', DiscountLineDetail: {} },
  ],
  TxnTaxDetail: { TotalTax: 1.11, TaxLine: [] },
  MetaData: {
    CreateTime: '2027-03-13T09:00:00-07:00',
    LastUpdatedTime: '2027-03-14T09:00:00-07:00',
  },
};

test('reads an invoice with all fields', () => {
  expect(read(full)).toEqual({
    id: '145',
    syncToken: '3',
    number: '1042',
    customerId: '58',
    customerName: 'Brightwater Offices',
    currency: 'CAD',
    subtotal: '10.61',
    discount: '2.12',
    tax: '1.11',
    total: '9.60',
    balance: '4.60',
    deposit: '1.50',
    issueDate: '2027-03-13',
    dueDate: '2027-03-20',
    memo: 'Deal 101',
    message: 'Thank you',
    addresses: { billing: ['1 Quay Street', 'Bristol', 'BS1 5TY'], shipping: [] },
    email: 'accounts@brightwater.example',
    cc: 'manager@brightwater.example',
    bcc: 'archive@brightwater.example',
    lines: [
      {
        id: '1',
        itemId: '5',
        itemName: 'Paint',
        description: 'Paint',
        quantity: '15',
        unitPrice: '0.5306667',
        amount: '7.96',
      },
      { id: '2', description: 'As agreed', ...nothingSold, amount: '0.00' },
      { id: '3', description: '', ...nothingSold, amount: '2.65' },
    ],
    emailStatus: 'EmailSent',
    termId: '3',
    fields: {
      custom: [],
      shipDate: '',
      trackingNumber: '',
      shippingMethod: '',
      class: null,
      location: null,
    },
    paymentIds: ['301', '302'],
    deliveredAt: '2027-03-14T09:00:00-07:00',
    deliveryError: null,
    eInvoiceStatus: 'Viewed',
    createdAt: '2027-03-13T09:00:00-07:00',
    updatedAt: '2027-03-14T09:00:00-07:00',
    raw: {
      customFields: [],
      lines: full.Line.filter((line) => line.DetailType !== 'SubTotalLineDetail'),
      taxCalculation: 'TaxInclusive',
      taxRates: [],
      exchangeRate: null,
      salesTaxCodeId: null,
    },
  });
});

describe('an invoice with few fields', () => {
  test('is read with defaults', () => {
    expect(read({ Id: 7 })).toMatchObject({
      id: '7',
      number: '',
      currency: 'USD',
      subtotal: '0.00',
      tax: '0.00',
      total: '0.00',
      dueDate: null,
      lines: [],
      deposit: '0.00',
      cc: '',
      termId: null,
      paymentIds: [],
      deliveredAt: null,
      deliveryError: null,
      raw: { lines: [], taxCalculation: null, exchangeRate: null, salesTaxCodeId: null },
    });
  });

  test('treats nulls and values of wrong types as absent', () => {
    expect(
      read({
        Id: '7',
        DocNumber: 1042,
        TotalAmt: '12.5',
        Balance: {},
        BillEmail: null,
        CurrencyRef: 'USD',
      }),
    ).toMatchObject({ number: '1042', total: '12.50', balance: '0.00', email: '' });
  });

  test('is rejected without an id', () => {
    expect(invoiceSchema('USD').safeParse({ DocNumber: '1' }).success).toBe(false);
  });

  test('sums the lines without a subtotal line', () => {
    const Line = [
      { Amount: 0.1, DetailType: 'SalesItemLineDetail' },
      { Amount: 0.2, DetailType: 'SalesItemLineDetail' },
    ];
    expect(read({ Id: '7', Line }).subtotal).toBe('0.30');
  });
});

test('reads a voided invoice with DetailType in upper case', () => {
  const Line = [
    { Amount: 0, DetailType: 'SALES_ITEM_LINE_DETAIL', SalesItemLineDetail: { Qty: 0 } },
    { Amount: 0, DetailType: 'SUB_TOTAL_LINE_DETAIL' },
  ];
  expect(read({ Id: '7', TotalAmt: 0, PrivateNote: 'Voided', Line })).toMatchObject({
    lines: [{ amount: '0.00', quantity: '0' }],
    memo: 'Voided',
  });
});

test.each([
  [full, false],
  [{ Id: '7' }, true],
  [null, false],
  ['text', false],
])('lacksCurrency is true only for an invoice without CurrencyRef', (invoice, missing) => {
  expect(lacksCurrency(invoice)).toBe(missing);
});
