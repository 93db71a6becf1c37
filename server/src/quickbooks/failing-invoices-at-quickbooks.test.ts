import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ForInvoices, makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';

type Switch = { ids: string[]; code: '4002' | '10000'; reads: 'work' | 'fail' };

const whichAll = { customerId: null, from: null, to: null, changedSince: null, start: 0 };

describe.each(['4002', '10000'] as const)('an invoice that fails queries with %s', (code) => {
  let at: ForInvoices;
  let invoiceIds: string[];
  let bad: string;

  const failing = (more: Partial<Switch>) =>
    at.settings({ failingInvoices: { ids: [bad], code, reads: 'work', ...more } });

  /** Returns the result of a read and its number of calls. */
  const counted = async <T>(read: () => Promise<T>) => {
    const before = (await at.calls()).length;
    const result = await read();
    return { result, calls: (await at.calls()).length - before };
  };

  beforeAll(async () => {
    at = await openFor('us');
    await at.seed(38);
    await makeInvoiceIn(at, 'i-1', { DocNumber: 'GOOD-1' });
    bad = (await makeInvoiceIn(at, 'i-2', { DocNumber: 'BAD-1' })).id;
    invoiceIds = (await at.realmContents()).invoices.map(({ Id }) => Id).slice(-40);
  });
  beforeEach(() =>
    at.settings({ projections: 'refuse', failingInvoices: { ids: [], code, reads: 'work' } }),
  );

  test('is read by its id, with all others', async () => {
    await failing({});
    const { result, calls } = await counted(() => at.gateway.invoicesById(at.realm, invoiceIds));
    expect(result.unreadable).toEqual([]);
    expect(result.invoices.map(({ id }) => id).toSorted()).toEqual(invoiceIds.toSorted());
    expect(calls).toBeLessThan(10);
  });

  test('is returned as unreadable when reading it by id fails too', async () => {
    await failing({ reads: 'fail' });
    const others = invoiceIds.filter((invoiceId) => invoiceId !== bad);
    const read = await at.gateway.invoicesById(at.realm, invoiceIds);
    expect(read.unreadable).toEqual([{ invoiceId: bad, code }]);
    expect(read.invoices.map(({ id }) => id).toSorted()).toEqual(others.toSorted());
    const look = await at.gateway.readInvoicesWithPayments(at.realm, invoiceIds, [at.customer.id]);
    expect(look.unreadable).toEqual([{ invoiceId: bad, code }]);
    expect(look.invoices).toHaveLength(others.length);
  });

  test('counts in a list, with its id if the query can return it', async () => {
    const { invoices: all } = await at.gateway.listInvoices(at.realm, whichAll);
    await failing({ reads: 'fail' });
    const { result, calls } = await counted(() => at.gateway.listInvoices(at.realm, whichAll));
    expect(result.unreadable).toEqual([{ invoiceId: null, code }]);
    expect(result.invoices).toEqual(all.filter(({ id }) => id !== bad));
    expect(calls).toBeLessThan(10);
    await at.settings({ projections: 'accept' });
    const named = await at.gateway.listInvoices(at.realm, whichAll);
    expect(named.unreadable).toEqual([{ invoiceId: bad, code }]);
    await failing({});
    expect(await at.gateway.listInvoices(at.realm, whichAll)).toMatchObject({
      invoices: all,
      unreadable: [],
    });
  });

  test('does not hide other invoices from searches, numbers and created invoices', async () => {
    await failing({ reads: 'fail' });
    const { id: customerId } = at.customer;
    const by = { number: '', customerId, amount: '', date: '' };
    const found = await at.gateway.searchInvoices(at.realm, by);
    expect(found.unreadable).toEqual([{ invoiceId: null, code }]);
    expect(found.invoices.map(({ number }) => number)).toContain('GOOD-1');
    const since = new Date(Date.now() - 600_000).toISOString();
    const created = await at.gateway.invoicesCreatedSince(at.realm, customerId, since);
    expect(created.invoices.map(({ number }) => number)).toContain('GOOD-1');
    expect(created.unreadable).toEqual([{ invoiceId: null, code }]);
    const numbers = await at.gateway.recentNumbers(at.realm);
    expect(numbers).toContain('GOOD-1');
    expect(numbers).not.toContain('BAD-1');
  });

  test('limits the number of calls when there are many', async () => {
    await failing({ ids: invoiceIds.filter((_, index) => index % 2 === 0), reads: 'fail' });
    const { result, calls } = await counted(() => at.gateway.invoicesById(at.realm, invoiceIds));
    expect(calls).toBeLessThanOrEqual(2 * 25);
    const named = [
      ...result.invoices.map(({ id }) => id),
      ...result.unreadable.map(({ invoiceId }) => invoiceId),
    ];
    expect(named.toSorted()).toEqual(invoiceIds.toSorted());
    expect(result.invoices).toHaveLength(20);
  });

  test('is found by halving when batches are rejected too', async () => {
    await failing({ reads: 'fail' });
    await at.fault({
      match: { realm: at.realm.realmId, path: `/v3/company/${at.realm.realmId}/batch` },
      fault: 'status',
      status: code === '4002' ? 400 : 500,
      code,
      times: 2,
    });
    const { result, calls } = await counted(() => at.gateway.invoicesById(at.realm, invoiceIds));
    expect(result.unreadable).toEqual([{ invoiceId: bad, code }]);
    expect(result.invoices).toHaveLength(39);
    expect(calls).toBeLessThanOrEqual(2 * 25);
  });
});

test.each(['4000', '4001'])('does not divide a query rejected with %s', async (code) => {
  const at = await openFor('us');
  const before = (await at.calls()).length;
  await at.fault({ fault: 'status', status: 400, code, times: 5 });
  await expect(at.gateway.invoicesById(at.realm, ['1', '2'])).rejects.toMatchObject({
    code: 'quickbooks_refused',
  });
  expect((await at.calls()).length - before).toBe(1);
});

test('does not divide a query during an outage', async () => {
  const at = await openFor('us');
  const before = (await at.calls()).length;
  await at.fault({ fault: 'status', status: 500, code: '10000', times: 9 });
  await expect(at.gateway.invoicesById(at.realm, ['1', '2'])).rejects.toMatchObject({
    code: 'quickbooks_unavailable',
  });
  // The query and the count, each sent twice.
  expect((await at.calls()).length - before).toBe(4);
});
