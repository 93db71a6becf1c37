import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { transact } from '../db/transact.ts';
import { saveFeed } from '../sync/feed-store.ts';
import { openInitialSyncFixture } from '../testing/initial-sync-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { readAgainForUser } from './store.ts';

const queriesOf = (calls: string[]) => calls.filter((call) => call !== 'GET cdc');

type Contents = Record<'invoices' | 'customers' | 'items', object[]>;

describe('the initial sync', () => {
  it('mirrors all customers, items, vendors, employees and invoices', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.saveCustomer({ DisplayName: 'Left long ago', Active: false });
    await fixture.readAll();
    const { invoices, customers, items } = (await fixture.realmContents()) as unknown as Contents;
    expect((await fixture.mirror()).size).toBe(invoices.length);
    expect((await fixture.mirroredNames('Customer')).size).toBe(customers.length);
    expect((await fixture.mirroredNames('Item')).size).toBe(items.length);
    const vendors = await fixture.mirroredNames('Vendor');
    expect([...vendors.values()].map(({ name }) => name).sort()).toEqual([
      'Copperfield Fabrics',
      'Northern Freight Partners',
      'Timberline Supply',
    ]);
    expect((await fixture.mirroredNames('Employee')).size).toBe(2);
    expect(await fixture.progress()).toMatchObject({
      step: null,
      problem: null,
      counts: { Customer: customers.length, Invoice: invoices.length, Vendor: 3 },
    });
  });

  it('mirrors payments first, so that paid invoices have the date of their last payment', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.pay(100, '2026-03-01');
    await fixture.readAll();
    expect((await fixture.mirror()).get(fixture.invoiceId)?.paidOn).toBe('2026-03-01');
  });

  it('waits for the first read of the change feed, which reports what changes meanwhile', async () => {
    const fixture = await openInitialSyncFixture();
    const { clock } = fixture;
    const { db } = fixture.dependencies;
    const feed = await fixture.feed();
    const waiting = await saveFeed(db, feed, { cursor: null });
    await fixture.forgetCalls();
    await fixture.readAll();
    expect(await fixture.progress()).toMatchObject({ begunAt: null });
    expect(await fixture.calls()).toEqual([]);
    if (waiting) await saveFeed(db, waiting, { cursor: feed.cursor });
    clock.advance(2_000);
    await runDue(fixture.dependencies, ['initial_sync']);
    expect(await fixture.progress()).toMatchObject({ step: null });
  });

  it('lets lists of all dates open without reading a page, also days later', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.readAll();
    const input = { context: { of: 'company' }, period: { kind: 'all' } };
    const load = () => fixture.call(fixture.company.owner, 'invoice-list/load', input);
    await fixture.forgetCalls();
    expect((await load()).body).toMatchObject({ more: false, fresh: true });
    expect(await fixture.calls()).toEqual([]);
    for (let day = 0; day < 3; day += 1) await fixture.interval(24 * 60 * 60_000);
    await fixture.forgetCalls();
    expect((await load()).body).toMatchObject({ more: false, fresh: true });
    expect(await fixture.calls()).toEqual([]);
  });

  it('goes on where it was killed, and reads at most one page again for each time', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.inRealm('invoices', { count: 4_300 });
    const { dependencies, clock } = fixture;
    const { listInvoices } = dependencies.quickbooks;
    let pages = 0;
    const read: typeof listInvoices = (...of) => {
      pages += 1;
      return listInvoices(...of);
    };
    /** Ends the process after some pages: before the next request, or before its response. */
    const killAfter = (count: number, isSent: boolean): typeof listInvoices => {
      let left = count;
      return async (...of) => {
        left -= 1;
        if (left >= 0) return read(...of);
        if (isSent) await read(...of);
        throw new Error('killed');
      };
    };
    const kills = [killAfter(0, true), killAfter(1, false), killAfter(1, true), killAfter(1, true)];
    for (const kill of kills) {
      dependencies.quickbooks.listInvoices = kill;
      await fixture.readAll();
      clock.advance(120_000);
    }
    dependencies.quickbooks.listInvoices = read;
    await fixture.readAll();
    const { invoices } = await fixture.realmContents();
    expect((await fixture.mirror()).size).toBe(invoices.length);
    expect(pages).toBeLessThanOrEqual(Math.ceil(invoices.length / 1_000) + kills.length);
    expect(await fixture.progress()).toMatchObject({ step: null });
  }, 180_000);

  it('keeps its progress while QuickBooks does not answer', async () => {
    const fixture = await openInitialSyncFixture();
    const { dependencies, clock } = fixture;
    const { listNames } = dependencies.quickbooks;
    dependencies.quickbooks.listNames = (realm, kind, start) =>
      kind === 'Vendor'
        ? Promise.reject(new AppError('quickbooks_unavailable'))
        : listNames(realm, kind, start);
    await fixture.readAll();
    expect(await fixture.progress()).toMatchObject({
      step: 'Vendor',
      problem: { code: 'quickbooks_unavailable' },
    });
    dependencies.quickbooks.listNames = listNames;
    clock.advance(60_000);
    await runDue(dependencies, ['initial_sync']);
    expect(await fixture.progress()).toMatchObject({ step: null, problem: null });
  });

  it('does without vendors and employees where QuickBooks refuses them', async () => {
    const fixture = await openInitialSyncFixture();
    const { quickbooks } = fixture.dependencies;
    const { listNames } = quickbooks;
    quickbooks.listNames = (realm, kind, start) =>
      kind === 'Employee'
        ? Promise.reject(new AppError('quickbooks_refused'))
        : listNames(realm, kind, start);
    await fixture.readAll();
    expect(await fixture.progress()).toMatchObject({ step: null, counts: { Employee: 0 } });
  });

  it('reads everything again when the change feed does not reach back to its last read', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.readAll();
    await fixture.switches({ clockOffsetMs: 31 * 24 * 60 * 60_000 });
    const id = (await fixture.saveCustomer({ DisplayName: 'Came in the gap' })).Id;
    const [invoiceId = ''] = (
      await fixture.inRealm<{ invoices: string[] }>('invoices', { count: 1 })
    ).invoices;
    await fixture.interval(31 * 24 * 60 * 60_000);
    expect(await fixture.progress()).toMatchObject({ begunAt: null, namesSince: null });
    await fixture.readAll();
    expect((await fixture.mirror()).has(invoiceId)).toBe(true);
    expect((await fixture.mirroredNames('Customer')).has(id)).toBe(true);
  });

  it('reads everything again for the user, and finds what was deleted', async () => {
    const fixture = await openInitialSyncFixture();
    await fixture.readAll();
    const { clock } = fixture;
    const { db } = fixture.dependencies;
    await fixture.removeIn(fixture.invoiceId, 'delete');
    clock.advance(60_000);
    await transact(db, (tx) => readAgainForUser(tx, fixture.realmKey, clock.now()));
    await fixture.forgetCalls();
    await runDue(fixture.dependencies, ['initial_sync']);
    expect((await fixture.mirror()).get(fixture.invoiceId)?.deleted).toBe(true);
    // A batch for each kind of name, payments and invoices, and a query for the missing invoice.
    expect(queriesOf(await fixture.calls())).toHaveLength(7);
  });
});
