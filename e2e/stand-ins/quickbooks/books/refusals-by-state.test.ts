import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type StandIn, saleOf, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;
const opened: Record<string, TestBooks> = {};

beforeAll(async () => {
  standIn = await startForTest();
  for (const like of ['us', 'uk', 'ca', 'customNumbers'])
    opened[like] = await standIn.openBooks(like);
});
afterAll(() => standIn.close());

function booksLike(like: string): TestBooks {
  const books = opened[like];
  if (!books) throw new Error(like);
  return books;
}

const customer = { CustomerRef: { value: '1' } };
const sale = { ...customer, Line: [saleOf(100)] };
const discount = (more: object, detail: object) => ({
  DetailType: 'DiscountLineDetail',
  ...more,
  DiscountLineDetail: detail,
});
const long = (length: number) => 'x'.repeat(length);

describe('an invoice is refused', () => {
  test('with a number that is used, when custom numbers are on, unless duplicates are allowed', async () => {
    const books = booksLike('customNumbers');
    const numbered = { ...sale, DocNumber: 'DEAL-7' };
    const first = await books.call('POST', '/invoice', numbered);
    expect(first.body.Invoice.DocNumber).toBe('DEAL-7');
    const second = await books.call('POST', '/invoice', numbered);
    expect(second).toMatchObject({ status: 400, fault: '6140' });
    expect(second.detail).toContain(`TxnId=${first.body.Invoice.Id}`);
    const allowed = await books.call('POST', '/invoice?include=allowduplicatedocnum', numbered);
    expect(allowed.status).toBe(200);
  });

  test('when the books are closed up to its date, whether it is made, changed, voided or deleted', async () => {
    const books = await standIn.openBooks('us');
    const made = await books.call('POST', '/invoice', { ...sale, TxnDate: '2026-03-31' });
    const { Id, SyncToken } = made.body.Invoice;
    await standIn.control('POST', '/settings', {
      realmId: books.realmId,
      preferences: { bookCloseDate: '2026-03-31' },
    });
    const writes: [string, object][] = [
      ['/invoice', { ...sale, TxnDate: '2026-03-31' }],
      ['/invoice', { Id, SyncToken, sparse: true, PrivateNote: 'late' }],
      ['/invoice?operation=void', { Id, SyncToken }],
      ['/invoice?operation=delete', { Id, SyncToken }],
    ];
    for (const [path, body] of writes)
      expect((await books.call('POST', path, body)).fault).toBe('6210');
    expect((await books.call('POST', '/invoice', { ...sale, TxnDate: '2026-04-01' })).status).toBe(
      200,
    );
  });

  test('for a customer made inactive', async () => {
    const books = await standIn.openBooks('us');
    await books.call('POST', '/customer', { Id: '1', SyncToken: '0', sparse: true, Active: false });
    expect(await books.call('POST', '/invoice', sale)).toMatchObject({
      status: 400,
      fault: '6250',
    });
  });

  test('with an item made inactive', async () => {
    const books = await standIn.openBooks('us');
    await books.call('POST', '/item', { Id: '4', SyncToken: '0', sparse: true, Active: false });
    const refused = await books.call('POST', '/invoice', {
      ...customer,
      Line: [saleOf(1, { ItemRef: { value: '4' } })],
    });
    expect(refused.fault).toBe('610');
  });

  test('with a discount, deposit or shipping when the company has turned them off', async () => {
    const books = await standIn.openBooks('us', {
      allowDiscount: false,
      allowDeposit: false,
      allowShipping: false,
    });
    for (const body of [
      { ...customer, Line: [saleOf(10), discount({ Amount: 1 }, {})] },
      { ...sale, Deposit: 5 },
      { ...customer, Line: [saleOf(10), saleOf(5, { ItemRef: { value: 'SHIPPING_ITEM_ID' } })] },
    ]) {
      const refused = await books.call('POST', '/invoice', body);
      expect(refused.fault).toBe('6000');
      expect(refused.detail).toContain('turned off');
    }
  });

  test('when the subscription has ended; reading goes on', async () => {
    const books = await standIn.openBooks('us', { subscription: 'EXPIRED' });
    expect((await books.call('POST', '/invoice', sale)).fault).toBe('6190');
    expect((await books.query('select * from Invoice maxresults 1')).status).toBe(200);
  });

  test('all too long fields are named at once', async () => {
    const refused = await booksLike('us').call('POST', '/invoice', {
      ...sale,
      DocNumber: long(30),
      PrivateNote: long(5000),
    });
    expect(refused.body.Fault?.Error.map((error) => error.element).sort()).toEqual([
      'DocNumber',
      'PrivateNote',
    ]);
  });

  test('when the body is no JSON', async () => {
    const { base, headers } = booksLike('us');
    const answer = await fetch(`${base}/invoice`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('"code":"2010"');
  });
});
