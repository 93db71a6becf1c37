import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let us: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  us = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

const customer = { CustomerRef: { value: '1' } };
const sale = { ...customer, Line: [saleOf(100)] };

async function make(realm: TestRealm, body: object) {
  const made = await realm.call('POST', '/invoice', body);
  expect(made.text).toContain('"Invoice"');
  return made.body.Invoice;
}

test('returns 200 with the whole invoice, the envelope and an intuit_tid for a create', async () => {
  const made = await us.call('POST', '/invoice', sale);
  expect(made.status).toBe(200);
  expect(made.headers.get('intuit_tid')).toMatch(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  expect(made.body.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}-0[78]:00$/);
  const { Invoice } = made.body;
  expect(Invoice).toMatchObject({
    SyncToken: '0',
    domain: 'QBO',
    sparse: false,
    LinkedTxn: [],
    EmailStatus: 'NotSet',
  });
  expect(Invoice.MetaData.CreateTime).toMatch(/T\d\d:\d\d:\d\d-0[78]:00$/);
  const read = await us.call('GET', `/invoice/${Invoice.Id}`);
  expect(read.body.Invoice).toEqual(Invoice);
});

test('includes the currency in every response, also without multi-currency', async () => {
  const dollar = { value: 'USD', name: 'United States Dollar' };
  const { Invoice } = (await us.call('POST', '/invoice', sale)).body;
  const link = { Amount: 10, LinkedTxn: [{ TxnId: Invoice.Id, TxnType: 'Invoice' }] };
  const money = { ...customer, TotalAmt: 10, Line: [link] };
  const { Payment } = (await us.call('POST', '/payment', money)).body;
  const { CreditMemo } = (await us.call('POST', '/creditmemo', sale)).body;
  for (const made of [Invoice, Payment, CreditMemo]) {
    expect(made.CurrencyRef).toEqual(dollar);
    expect(made).not.toHaveProperty('ExchangeRate');
  }
  const customers = await us.query('select * from Customer');
  const seeded = await us.query('select * from Invoice');
  const rows = [
    ...(customers.body.QueryResponse.Customer ?? []),
    ...(seeded.body.QueryResponse.Invoice ?? []),
  ];
  expect(rows.map((row) => row.CurrencyRef)).toEqual(rows.map(() => dollar));
});

test('orders lines as sales lines, subtotal, discount, shipping, and writes the subtotal', async () => {
  const invoice = await make(us, {
    ...customer,
    Line: [
      saleOf(5, { ItemRef: { value: 'SHIPPING_ITEM_ID' } }),
      { DetailType: 'DiscountLineDetail', Amount: 10, DiscountLineDetail: { PercentBased: false } },
      saleOf(60),
      { DetailType: 'SubTotalLineDetail', Amount: 999, SubTotalLineDetail: {} },
      { DetailType: 'DescriptionOnly', Description: 'in two parts', DescriptionLineDetail: {} },
      saleOf(40),
    ],
  });
  expect(invoice.Line.map((line) => [line.DetailType, line.Amount])).toEqual([
    ['SalesItemLineDetail', 60],
    ['DescriptionOnly', undefined],
    ['SalesItemLineDetail', 40],
    ['SubTotalLineDetail', 100],
    ['DiscountLineDetail', 10],
    ['SalesItemLineDetail', 5],
  ]);
  expect(invoice.Line[3]).not.toHaveProperty('Id');
  expect(invoice.TotalAmt).toBe(95);
});

test.each([
  ['keeps a service date while service dates are turned on', true, 'dropped', '2026-11-02'],
  ['drops a service date while they are turned off', false, 'dropped', undefined],
  ['keeps it then, by a switch', false, 'stored', '2026-11-02'],
] as const)('%s', async (_, allowServiceDate, serviceDateWhenOff, kept) => {
  const realm = await emulator.openRealm('us', { allowServiceDate });
  await emulator.control('POST', '/settings', { realmId: realm.realmId, serviceDateWhenOff });
  const invoice = await make(realm, {
    ...customer,
    Line: [saleOf(60, { ServiceDate: '2026-11-02' })],
  });
  expect(invoice.Line[0]?.SalesItemLineDetail?.ServiceDate).toBe(kept);
});

test("uses the company's default item for a line without an item", async () => {
  const line = { DetailType: 'SalesItemLineDetail', Amount: 12, SalesItemLineDetail: {} };
  const invoice = await make(us, { ...customer, Line: [line] });
  expect(invoice.Line[0]?.SalesItemLineDetail).toMatchObject({
    ItemRef: { value: '1', name: 'Services' },
    TaxCodeRef: { value: 'NON' },
  });
});

test('copies addresses from the customer, and stores sent ones separately', async () => {
  const copied = await make(us, sale);
  expect(copied.BillAddr).toMatchObject({
    Line1: '2 Assembly Square',
    City: 'Boston',
    PostalCode: '02129',
  });
  expect(copied.ShipAddr).toEqual(copied.BillAddr);
  const sent = await make(us, { ...sale, BillAddr: { Line1: 'Attic', City: 'Salem' } });
  expect(sent.BillAddr).toMatchObject({ Line1: 'Attic', City: 'Salem' });
  expect(sent.BillAddr?.Id).not.toBe(copied.BillAddr?.Id);
  expect(sent.ShipAddr).toEqual(copied.ShipAddr);
});

test.each<[string, object, string]>([
  ['Net 15', { SalesTermRef: { value: '2' } }, '2026-03-28'],
  ['the default term of the company, Net 30', {}, '2026-04-12'],
  ['due on receipt', { SalesTermRef: { value: '1' } }, '2026-03-13'],
  [
    'the 15th, less than 10 days away, so of the next month',
    { SalesTermRef: { value: '5' } },
    '2026-04-15',
  ],
  [
    'a due date that was sent',
    { SalesTermRef: { value: '2' }, DueDate: '2026-03-20' },
    '2026-03-20',
  ],
])('computes the due date of 13 March with %s', async (_name, term, due) => {
  const invoice = await make(us, { ...sale, TxnDate: '2026-03-13', ...term });
  expect(invoice.DueDate).toBe(due);
});

test("prefers the customer's term to the company's", async () => {
  const { body } = await us.call('POST', '/customer', {
    DisplayName: 'Slow Payer',
    SalesTermRef: { value: '4' },
  });
  const invoice = await make(us, {
    ...sale,
    CustomerRef: { value: body.Customer.Id },
    TxnDate: '2026-01-01',
  });
  expect(invoice.DueDate).toBe('2026-03-02');
  expect(invoice.SalesTermRef).toEqual({ value: '4', name: 'Net 60' });
});

test('assigns the last number + 1 without custom numbers, and keeps a sent one, even twice', async () => {
  const realm = await emulator.openRealm('us');
  const first = await make(realm, sale);
  const second = await make(realm, sale);
  expect(Number(second.DocNumber)).toBe(Number(first.DocNumber) + 1);
  expect((await make(realm, { ...sale, DocNumber: '7000' })).DocNumber).toBe('7000');
  expect((await make(realm, { ...sale, DocNumber: '7000' })).DocNumber).toBe('7000');
  expect((await make(realm, sale)).DocNumber).toBe('7001');
});

test('assigns no number with custom numbers', async () => {
  const realm = await emulator.openRealm('customNumbers');
  expect(await make(realm, sale)).not.toHaveProperty('DocNumber');
});

test('adds every enabled custom field, with its value when one was sent', async () => {
  const empty = await make(us, sale);
  expect(empty.CustomField).toEqual([{ DefinitionId: '1', Name: 'PO Number', Type: 'StringType' }]);
  const filled = await make(us, {
    ...sale,
    CustomField: [{ DefinitionId: '1', StringValue: 'PO-9' }],
  });
  expect(filled.CustomField[0]?.StringValue).toBe('PO-9');
});

test('subtracts a deposit from the balance, not from the total', async () => {
  expect(await make(us, { ...sale, Deposit: 30 })).toMatchObject({
    TotalAmt: 100,
    Deposit: 30,
    Balance: 70,
  });
});

test('accepts numbers as text, and treats nulls as absent', async () => {
  const invoice = await make(us, {
    ...customer,
    DueDate: null,
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: '19.98',
        SalesItemLineDetail: { Qty: '2', UnitPrice: '9.99' },
      },
    ],
  });
  expect(invoice.TotalAmt).toBe(19.98);
});

test('returns XML unless JSON is requested', async () => {
  const { Id } = await make(us, { ...customer, PrivateNote: 'a < b', Line: [saleOf(1)] });
  const answer = await fetch(`${us.base}/invoice/${Id}`, {
    headers: { authorization: us.headers.authorization ?? '' },
  });
  expect(answer.headers.get('content-type')).toContain('application/xml');
  const xml = await answer.text();
  expect(xml).toContain('<Invoice domain="QBO" sparse="false">');
  expect(xml).toContain('<PrivateNote>a &lt; b</PrivateNote>');
  expect(xml).toContain('<CustomerRef name="Northgate Library Trust">1</CustomerRef>');
});
