import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type StandIn, saleOf, startForTest, type TestBooks } from '../testing/open-books.ts';

let standIn: StandIn;
let books: TestBooks;
let [good, bad]: string[] = [];

beforeAll(async () => {
  standIn = await startForTest();
});
afterAll(() => standIn.close());

const make = async () => {
  const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
  return (await books.call('POST', '/invoice', sale)).body.Invoice.Id;
};

const fail = (more: object) =>
  standIn.control('POST', '/settings', {
    realmId: books.realmId,
    failingInvoices: { ids: [bad], code: '4002', reads: 'work', ...more },
  });

beforeEach(async () => {
  books = await standIn.openBooks('us');
  [good, bad] = [await make(), await make()];
});

describe.each([
  ['4002', 400, 'ValidationFault'],
  ['10000', 500, 'SystemFault'],
])('an invoice that fails with %s', (code, status, type) => {
  test('fails each query, batch item and change feed that would hold it', async () => {
    await fail({ code });
    const both = `select * from Invoice where Id in ('${good}','${bad}')`;
    const refused = await books.query(both);
    expect(refused).toMatchObject({ status, fault: code, body: { Fault: { type } } });
    const { body } = await books.call('POST', '/batch', {
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
    const feed = await books.call('GET', `/cdc?entities=Invoice&changedSince=${since}`);
    expect(feed.fault).toBe(code);
  });

  test('does not fail counts, other pages and, where they are answered, projections', async () => {
    await fail({ code });
    const both = `where Id in ('${good}','${bad}')`;
    const count = await books.query(`select count(*) from Invoice ${both}`);
    expect(count.body.QueryResponse.totalCount).toBe(2);
    const ids = `select Id from Invoice ${both}`;
    expect((await books.query(ids)).fault).toBe('4000');
    const projections = { realmId: books.realmId, projections: 'accept' };
    await standIn.control('POST', '/settings', projections);
    const { QueryResponse } = (await books.query(ids)).body;
    expect(QueryResponse.Invoice).toEqual([{ Id: good }, { Id: bad }]);
    const first = await books.query(`select * from Invoice ${both} startposition 1 maxresults 1`);
    expect(first.body.QueryResponse.Invoice).toMatchObject([{ Id: good }]);
  });

  test('can be read by its id, unless that fails as well', async () => {
    await fail({ code });
    expect((await books.call('GET', `/invoice/${bad}`)).body.Invoice.Id).toBe(bad);
    await fail({ code, reads: 'fail' });
    expect(await books.call('GET', `/invoice/${bad}`)).toMatchObject({ status, fault: code });
    expect((await books.call('GET', `/invoice/${good}`)).body.Invoice.Id).toBe(good);
  });
});

test('saving it on its page in QuickBooks mends it', async () => {
  await fail({ reads: 'fail' });
  const { url } = standIn;
  const form = new URLSearchParams({
    companyId: books.realmId,
    txnId: bad ?? '',
    dueDate: '2027-01-31',
  });
  const saved = await fetch(`${url}/app/invoice/edit`, { method: 'POST', body: form });
  expect(saved.ok).toBe(true);
  expect((await books.call('GET', `/invoice/${bad}`)).status).toBe(200);
  expect((await books.query(`select * from Invoice where Id = '${bad}'`)).status).toBe(200);
});
