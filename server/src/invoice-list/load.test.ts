import { beforeEach, describe, expect, test } from 'vitest';
import { storeProfile } from '../company-profile/store.ts';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { makeProfile } from '../testing/make-draft.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';

const minutes = 60_000;
const hours = 60 * minutes;

let fixture: ListFixture;

beforeEach(async () => {
  fixture = await openListFixture();
});

/** Counts query calls, without the one for the home currency that each process sends once. */
const searches = async () =>
  (await fixture.calls()).filter((call) => call !== 'GET preferences').length;

const row = async (number: string) =>
  (await fixture.list({ text: number })).rows.find((one) => one.number === number);

const edit = async (number: string, change: object) => {
  const { invoices } = await fixture.realmContents();
  const invoice = invoices.find((one) => (one as { DocNumber?: string }).DocNumber === number);
  const { Id, SyncToken } = invoice as { Id: string; SyncToken?: string };
  const body = { Id, SyncToken, sparse: true, ...change };
  return writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', body);
};

describe('loading a list', () => {
  test('needs one call for a small customer and none while the range is fresh', async () => {
    await fixture.put([{ number: 'A-1' }]);
    await fixture.forgetCalls();
    await fixture.load();
    await fixture.load();
    expect((await fixture.list()).reading.fresh).toBe(true);
    fixture.clock.advance(4 * minutes);
    await fixture.load();
    expect(await searches()).toBe(1);
  });

  test('takes the currency from each invoice without a call for the home currency', async () => {
    await fixture.put([{ number: 'A-1' }]);
    const { companyId, realmId } = fixture.company;
    const profile = makeProfile({ realmId, homeCurrency: 'CHF' });
    await storeProfile(fixture.dependencies.db, {
      companyId,
      realmId,
      profile,
      readAt: fixture.clock.now(),
    });
    await fixture.forgetCalls();
    await fixture.load();
    expect(await fixture.calls()).not.toContain('GET preferences');
    expect(await row('A-1')).toMatchObject({ currency: 'USD' });
  });

  test('shows the list without a call to QuickBooks', async () => {
    await fixture.forgetCalls();
    await fixture.list();
    await fixture.totals();
    expect(await fixture.calls()).toEqual([]);
  });

  test('reads only changes, in one call, once the range is complete', async () => {
    const [one = ''] = await fixture.put([{ number: 'A-1', amount: 80 }, { number: 'A-2' }]);
    await fixture.load();
    await fixture.pay(one);
    await fixture.put([{ number: 'A-3' }]);
    fixture.clock.advance(6 * minutes);
    expect((await fixture.list()).reading).toMatchObject({ fresh: false, more: false });
    await fixture.forgetCalls();
    expect(await fixture.load()).toMatchObject({ fresh: true, more: false });
    expect(await searches()).toBe(1);
    expect(await row('A-1')).toMatchObject({ status: 'paid' });
    expect(await row('A-3')).toMatchObject({ status: 'open' });
  });

  test('reads only the missing dates of a longer period', async () => {
    await fixture.put([
      { number: 'NEW', issued: 0 },
      { number: 'OLD', issued: -700 },
    ]);
    await fixture.load({ kind: 'last_12_months' });
    expect(await row('NEW')).toBeDefined();
    expect(await row('OLD')).toBeUndefined();
    expect((await fixture.list({ period: { kind: 'all' } })).reading.more).toBe(true);
    expect((await fixture.list({ period: { kind: 'month' } })).reading).toMatchObject({
      fresh: true,
    });
    await fixture.forgetCalls();
    await fixture.load({ kind: 'all' });
    expect(await row('OLD')).toBeDefined();
    expect(await searches()).toBe(1);
  });

  test('shares one call between concurrent requests', async () => {
    await fixture.forgetCalls();
    await Promise.all([fixture.load(), fixture.load()]);
    expect(await searches()).toBe(1);
  });

  test('continues after the last mirrored page when a call failed', async () => {
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load({ kind: 'last_12_months' });
    await fixture.fault({ fault: 'status', status: 503, times: 2 }, 'batch');
    const input = { context: fixture.dealContext, period: { kind: 'all' } };
    const { status, body } = await fixture.call(fixture.company.owner, 'invoice-list/load', input);
    expect(status).toBe(503);
    expect(body).toMatchObject({ error: { code: 'quickbooks_unavailable' } });
    expect(await row('A-1')).toBeDefined();
    expect(await fixture.load({ kind: 'all' })).toMatchObject({ fresh: true });
  });

  test('is rejected while the connection is broken, and mirrored invoices still show', async () => {
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    fixture.clock.advance(6 * minutes);
    await fixture.breakConnection();
    const input = { context: fixture.dealContext, period: { kind: 'all' } };
    const { body } = await fixture.call(fixture.company.owner, 'invoice-list/load', input);
    expect(body).toMatchObject({ error: { code: 'connection_broken' } });
    expect(await row('A-1')).toMatchObject({ can: [] });
  });
});

describe('a customer with thousands of invoices', () => {
  test('is read in pages of 1,000, newest first, with one call each', async () => {
    const customerId = await fixture.putMany(3_000);
    await fixture.linkTo(customerId);
    await fixture.forgetCalls();
    expect(await fixture.load()).toMatchObject({ readAt: null, fresh: false, more: true });
    const first = await fixture.list();
    expect(first.count).toBe(1_000);
    const dates = first.rows.map(({ issueDate }) => issueDate);
    expect(dates).toEqual(dates.toSorted().toReversed());
    await fixture.load();
    expect(await fixture.load()).toMatchObject({ fresh: true, more: false });
    expect(await searches()).toBe(3);
    const all = await fixture.list();
    expect(all.count).toBe(3_000);
    expect(all.rows).toEqual(first.rows);
    await fixture.load();
    expect(await searches()).toBe(3);
  });
});

describe('an invoice missing from a page', () => {
  test('shows as deleted after a day at most when it was deleted', async () => {
    const [one = ''] = await fixture.put([{ number: 'A-1' }, { number: 'A-2' }]);
    await fixture.load();
    await fixture.deleteInQuickbooks(one);
    fixture.clock.advance(6 * minutes);
    await fixture.load();
    expect(await row('A-1')).toMatchObject({ status: 'open' });
    fixture.clock.advance(24 * hours);
    expect((await fixture.list()).reading.more).toBe(true);
    await fixture.load();
    expect(await row('A-1')).toMatchObject({ status: 'deleted' });
    expect(await row('A-2')).toMatchObject({ status: 'open' });
  });

  test('does not show as deleted when it moved to another customer', async () => {
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await edit('A-1', { CustomerRef: { value: '4' } });
    fixture.clock.advance(25 * hours);
    await fixture.load();
    expect(await row('A-1')).toBeUndefined();
    await fixture.linkTo('4');
    await fixture.load();
    expect(await row('A-1')).toMatchObject({ status: 'open', customerId: '4' });
  });
});

test('each realm has its own sync range, still stored after a reconnection', async () => {
  await fixture.put([{ number: 'A-1' }]);
  await fixture.load();
  const { realmId } = fixture.company;
  await fixture.connectTo(await makeRealmIn(fixture.dependencies));
  expect(await fixture.list()).toMatchObject({ customer: null, rows: [] });
  const context = { of: 'company' as const };
  expect(await fixture.list({}, { context })).toMatchObject({ rows: [], reading: { more: true } });
  await fixture.connectTo({ realmId, name: 'as before' });
  expect(await row('A-1')).toMatchObject({ status: 'open' });
});
