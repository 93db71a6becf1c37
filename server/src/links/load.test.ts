import { beforeEach, describe, expect, test } from 'vitest';
import { keepBooks } from '../books/store.ts';
import { writeInBooks } from '../testing/books-as-accountant.ts';
import { type ListDesk, openListDesk } from '../testing/list-desk.ts';
import { makeBooksIn } from '../testing/make-company.ts';
import { makeBooks } from '../testing/make-draft.ts';

const minutes = 60_000;
const hours = 60 * minutes;

let desk: ListDesk;

beforeEach(async () => {
  desk = await openListDesk();
});

/** How often QuickBooks was searched; its home currency is asked for once by every process. */
const searches = async () =>
  (await desk.calls()).filter((call) => call !== 'GET preferences').length;

const row = async (number: string) =>
  (await desk.list({ text: number })).rows.find((one) => one.number === number);

const edit = async (number: string, change: object) => {
  const { invoices } = await desk.ledger();
  const invoice = invoices.find((one) => (one as { DocNumber?: string }).DocNumber === number);
  const { Id, SyncToken } = invoice as { Id: string; SyncToken?: string };
  const body = { Id, SyncToken, sparse: true, ...change };
  return writeInBooks(desk.doors, desk.company.realmId, 'Invoice', body);
};

describe('reading', () => {
  test('takes one call for a small customer, and none while that is fresh', async () => {
    await desk.put([{ number: 'A-1' }]);
    await desk.forgetCalls();
    await desk.load();
    await desk.load();
    expect((await desk.list()).reading.fresh).toBe(true);
    desk.clock.advance(4 * minutes);
    await desk.load();
    expect(await searches()).toBe(1);
  });

  test('takes the currency that each invoice names, and asks for no other', async () => {
    await desk.put([{ number: 'A-1' }]);
    const { companyId, realmId } = desk.company;
    const books = makeBooks({ realmId, homeCurrency: 'CHF' });
    await keepBooks(desk.doors.db, { companyId, realmId, books, readAt: desk.clock.now() });
    await desk.forgetCalls();
    await desk.load();
    expect(await desk.calls()).not.toContain('GET preferences');
    expect(await row('A-1')).toMatchObject({ currency: 'USD' });
  });

  test('asks QuickBooks nothing for the list itself', async () => {
    await desk.forgetCalls();
    await desk.list();
    await desk.totals();
    expect(await desk.calls()).toEqual([]);
  });

  test('once all is read asks for what has changed since, in one call', async () => {
    const [one = ''] = await desk.put([{ number: 'A-1', amount: 80 }, { number: 'A-2' }]);
    await desk.load();
    await desk.pay(one);
    await desk.put([{ number: 'A-3' }]);
    desk.clock.advance(6 * minutes);
    expect((await desk.list()).reading).toMatchObject({ fresh: false, more: false });
    await desk.forgetCalls();
    expect(await desk.load()).toMatchObject({ fresh: true, more: false });
    expect(await searches()).toBe(1);
    expect(await row('A-1')).toMatchObject({ status: 'paid' });
    expect(await row('A-3')).toMatchObject({ status: 'open' });
  });

  test('of a longer period takes only what is missing', async () => {
    await desk.put([
      { number: 'NEW', issued: 0 },
      { number: 'OLD', issued: -700 },
    ]);
    await desk.load({ kind: 'last_12_months' });
    expect(await row('NEW')).toBeDefined();
    expect(await row('OLD')).toBeUndefined();
    expect((await desk.list({ period: { kind: 'all' } })).reading.more).toBe(true);
    expect((await desk.list({ period: { kind: 'month' } })).reading).toMatchObject({ fresh: true });
    await desk.forgetCalls();
    await desk.load({ kind: 'all' });
    expect(await row('OLD')).toBeDefined();
    expect(await searches()).toBe(1);
  });

  test('by two at once is one call', async () => {
    await desk.forgetCalls();
    await Promise.all([desk.load(), desk.load()]);
    expect(await searches()).toBe(1);
  });

  test('that fails keeps what was read, and goes on from there', async () => {
    await desk.put([{ number: 'A-1' }]);
    await desk.load({ kind: 'last_12_months' });
    await desk.fault({ fault: 'status', status: 503, times: 2 }, 'batch');
    const input = { place: desk.here, period: { kind: 'all' } };
    const { status, body } = await desk.call(desk.company.holder, 'links/load', input);
    expect(status).toBe(503);
    expect(body).toMatchObject({ error: { code: 'quickbooks_unavailable' } });
    expect(await row('A-1')).toBeDefined();
    expect(await desk.load({ kind: 'all' })).toMatchObject({ fresh: true });
  });

  test('while the connection is broken is refused, and what we have still shows', async () => {
    await desk.put([{ number: 'A-1' }]);
    await desk.load();
    desk.clock.advance(6 * minutes);
    await desk.breakConnection();
    const input = { place: desk.here, period: { kind: 'all' } };
    const { body } = await desk.call(desk.company.holder, 'links/load', input);
    expect(body).toMatchObject({ error: { code: 'connection_broken' } });
    expect(await row('A-1')).toMatchObject({ can: [] });
  });
});

describe('a customer with thousands of invoices', () => {
  test('is read a thousand at a time, the newest first, in a call for each thousand', async () => {
    const customer = await desk.putMany(3_000);
    await desk.linkTo(customer);
    await desk.forgetCalls();
    expect(await desk.load()).toEqual({ readAt: null, fresh: false, more: true, unreadable: 0 });
    const first = await desk.list();
    expect(first.count).toBe(1_000);
    const dates = first.rows.map(({ issueDate }) => issueDate);
    expect(dates).toEqual(dates.toSorted().toReversed());
    await desk.load();
    expect(await desk.load()).toMatchObject({ fresh: true, more: false });
    expect(await searches()).toBe(3);
    const all = await desk.list();
    expect(all.count).toBe(3_000);
    expect(all.rows).toEqual(first.rows);
    await desk.load();
    expect(await searches()).toBe(3);
  });
});

describe('what is no longer there', () => {
  test('shows as deleted a day later at the latest', async () => {
    const [one = ''] = await desk.put([{ number: 'A-1' }, { number: 'A-2' }]);
    await desk.load();
    await desk.deleteInBooks(one);
    desk.clock.advance(6 * minutes);
    await desk.load();
    expect(await row('A-1')).toMatchObject({ status: 'open' });
    desk.clock.advance(24 * hours);
    expect((await desk.list()).reading.more).toBe(true);
    await desk.load();
    expect(await row('A-1')).toMatchObject({ status: 'deleted' });
    expect(await row('A-2')).toMatchObject({ status: 'open' });
  });

  test('or is another customer’s by now, is not taken for deleted', async () => {
    await desk.put([{ number: 'A-1' }]);
    await desk.load();
    await edit('A-1', { CustomerRef: { value: '4' } });
    desk.clock.advance(25 * hours);
    await desk.load();
    expect(await row('A-1')).toBeUndefined();
    await desk.linkTo('4');
    await desk.load();
    expect(await row('A-1')).toMatchObject({ status: 'open', customerId: '4' });
  });
});

test('other books are read by themselves, and those from before are there again afterwards', async () => {
  await desk.put([{ number: 'A-1' }]);
  await desk.load();
  const { realmId } = desk.company;
  await desk.connectTo(await makeBooksIn(desk.doors));
  expect(await desk.list()).toMatchObject({ customer: null, rows: [] });
  const place = { of: 'company' as const };
  expect(await desk.list({}, { place })).toMatchObject({ rows: [], reading: { more: true } });
  await desk.connectTo({ realmId, name: 'as before' });
  expect(await row('A-1')).toMatchObject({ status: 'open' });
});
