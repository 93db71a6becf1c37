import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;
let [good, bad]: string[] = [];

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

const make = async () => {
  const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
  return (await realm.call('POST', '/invoice', sale)).body.Invoice.Id;
};

const fail = (more: object) =>
  emulator.control('POST', '/settings', {
    realmId: realm.realmId,
    failingInvoices: { ids: [bad], code: '4002', reads: 'work', ...more },
  });

beforeEach(async () => {
  realm = await emulator.openRealm('us');
  [good, bad] = [await make(), await make()];
});

describe.each([
  ['4002', 400, 'ValidationFault'],
  ['10000', 500, 'SystemFault'],
])('an invoice that fails with %s', (code, status, type) => {
  test('fails each query, batch item and change feed that includes it', async () => {
    await fail({ code });
    const both = `select * from Invoice where Id in ('${good}','${bad}')`;
    const refused = await realm.query(both);
    expect(refused).toMatchObject({ status, fault: code, body: { Fault: { type } } });
    const { body } = await realm.call('POST', '/batch', {
      BatchItemRequest: [
        { bId: '1', Query: both },
        { bId: '2', Query: `select * from Invoice where Id = '${good}'` },
      ],
    });
    expect(body.BatchItemResponse).toMatchObject([
      { bId: '1', Fault: { Error: [{ code }] } },
      { bId: '2', QueryResponse: { Invoice: [{ Id: good }] } },
    ]);
    const since = new Date(Date.now() - 60_000).toISOString();
    const feed = await realm.call('GET', `/cdc?entities=Invoice&changedSince=${since}`);
    expect(feed.fault).toBe(code);
  });

  test('does not fail counts, other pages and, when accepted, projections', async () => {
    await fail({ code });
    const both = `where Id in ('${good}','${bad}')`;
    const count = await realm.query(`select count(*) from Invoice ${both}`);
    expect(count.body.QueryResponse.totalCount).toBe(2);
    const ids = `select Id from Invoice ${both}`;
    expect((await realm.query(ids)).fault).toBe('4000');
    const projections = { realmId: realm.realmId, projections: 'accept' };
    await emulator.control('POST', '/settings', projections);
    const { QueryResponse } = (await realm.query(ids)).body;
    expect(QueryResponse.Invoice).toEqual([{ Id: good }, { Id: bad }]);
    const first = await realm.query(`select * from Invoice ${both} startposition 1 maxresults 1`);
    expect(first.body.QueryResponse.Invoice).toMatchObject([{ Id: good }]);
  });

  test('can be read by its id unless switched off', async () => {
    await fail({ code });
    expect((await realm.call('GET', `/invoice/${bad}`)).body.Invoice.Id).toBe(bad);
    await fail({ code, reads: 'fail' });
    expect(await realm.call('GET', `/invoice/${bad}`)).toMatchObject({ status, fault: code });
    expect((await realm.call('GET', `/invoice/${good}`)).body.Invoice.Id).toBe(good);
  });
});

test('works again after it was saved in the QuickBooks UI', async () => {
  await fail({ reads: 'fail' });
  const { url } = emulator;
  const form = new URLSearchParams({
    companyId: realm.realmId,
    txnId: bad ?? '',
    dueDate: '2027-01-31',
  });
  const saved = await fetch(`${url}/app/invoice/edit`, { method: 'POST', body: form });
  expect(saved.ok).toBe(true);
  expect((await realm.call('GET', `/invoice/${bad}`)).status).toBe(200);
  expect((await realm.query(`select * from Invoice where Id = '${bad}'`)).status).toBe(200);
});
