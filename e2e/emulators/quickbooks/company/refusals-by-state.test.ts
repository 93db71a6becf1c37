import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
const opened: Record<string, TestRealm> = {};

beforeAll(async () => {
  emulator = await startForTest();
  for (const like of ['us', 'uk', 'ca', 'customNumbers'])
    opened[like] = await emulator.openRealm(like);
});
afterAll(() => emulator.close());

function realmLike(like: string): TestRealm {
  const realm = opened[like];
  if (!realm) throw new Error(like);
  return realm;
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
  test('with a used number, when custom numbers are on, unless duplicates are allowed', async () => {
    const realm = realmLike('customNumbers');
    const numbered = { ...sale, DocNumber: 'DEAL-7' };
    const first = await realm.call('POST', '/invoice', numbered);
    expect(first.body.Invoice.DocNumber).toBe('DEAL-7');
    const second = await realm.call('POST', '/invoice', numbered);
    expect(second).toMatchObject({ status: 400, fault: '6140' });
    expect(second.detail).toContain(`TxnId=${first.body.Invoice.Id}`);
    const allowed = await realm.call('POST', '/invoice?include=allowduplicatedocnum', numbered);
    expect(allowed.status).toBe(200);
  });

  test('dated in a closed period, on create, update, void and delete', async () => {
    const realm = await emulator.openRealm('us');
    const made = await realm.call('POST', '/invoice', { ...sale, TxnDate: '2026-03-31' });
    const { Id, SyncToken } = made.body.Invoice;
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      preferences: { bookCloseDate: '2026-03-31' },
    });
    const writes: [string, object][] = [
      ['/invoice', { ...sale, TxnDate: '2026-03-31' }],
      ['/invoice', { Id, SyncToken, sparse: true, PrivateNote: 'late' }],
      ['/invoice?operation=void', { Id, SyncToken }],
      ['/invoice?operation=delete', { Id, SyncToken }],
    ];
    for (const [path, body] of writes)
      expect((await realm.call('POST', path, body)).fault).toBe('6210');
    expect((await realm.call('POST', '/invoice', { ...sale, TxnDate: '2026-04-01' })).status).toBe(
      200,
    );
  });

  test('for an inactive customer', async () => {
    const realm = await emulator.openRealm('us');
    await realm.call('POST', '/customer', { Id: '1', SyncToken: '0', sparse: true, Active: false });
    expect(await realm.call('POST', '/invoice', sale)).toMatchObject({
      status: 400,
      fault: '6250',
    });
  });

  test('with an inactive item', async () => {
    const realm = await emulator.openRealm('us');
    await realm.call('POST', '/item', { Id: '4', SyncToken: '0', sparse: true, Active: false });
    const refused = await realm.call('POST', '/invoice', {
      ...customer,
      Line: [saleOf(1, { ItemRef: { value: '4' } })],
    });
    expect(refused.fault).toBe('610');
  });

  test('with a discount, deposit or shipping when the company has turned them off', async () => {
    const realm = await emulator.openRealm('us', {
      allowDiscount: false,
      allowDeposit: false,
      allowShipping: false,
    });
    for (const body of [
      { ...customer, Line: [saleOf(10), discount({ Amount: 1 }, {})] },
      { ...sale, Deposit: 5 },
      { ...customer, Line: [saleOf(10), saleOf(5, { ItemRef: { value: 'SHIPPING_ITEM_ID' } })] },
    ]) {
      const refused = await realm.call('POST', '/invoice', body);
      expect(refused.fault).toBe('6000');
      expect(refused.detail).toContain('turned off');
    }
  });

  test('when the subscription has ended, which still allows reads', async () => {
    const realm = await emulator.openRealm('us', { subscription: 'EXPIRED' });
    expect((await realm.call('POST', '/invoice', sale)).fault).toBe('6190');
    expect((await realm.query('select * from Invoice maxresults 1')).status).toBe(200);
  });

  test('listing all fields that are too long', async () => {
    const refused = await realmLike('us').call('POST', '/invoice', {
      ...sale,
      DocNumber: long(30),
      PrivateNote: long(5000),
    });
    expect(refused.body.Fault?.Error.map((error) => error.element).sort()).toEqual([
      'DocNumber',
      'PrivateNote',
    ]);
  });

  test('when the body is not JSON', async () => {
    const { base, headers } = realmLike('us');
    const answer = await fetch(`${base}/invoice`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: '{',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('"code":"2010"');
  });
});
