import { describe, expect, it } from 'vitest';
import { disconnectOwner } from '../connection/disconnect.ts';
import { transact } from '../db/transact.ts';
import { type FeedFixture, openFeedFixture } from '../testing/feed-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { makeFeedDue, saveFeed } from './feed-store.ts';

const balanceOf = async (fixture: FeedFixture, invoiceId = fixture.invoiceId) =>
  (await fixture.mirror()).get(invoiceId)?.balance;

describe('the change feed', () => {
  it('shows a payment that the accountant booked within one interval, with one read', async () => {
    const fixture = await openFeedFixture();
    await fixture.pay(40);
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(['GET cdc']);
    expect(await fixture.row()).toMatchObject({ balance: '60.00', status: 'partially_paid' });
  });

  it('is due at once after a request, whatever a running worker stores', async () => {
    const { feed, realmKey, dependencies, clock } = await openFeedFixture();
    const asRead = await feed();
    const now = clock.now();
    await transact(dependencies.db, (tx) => makeFeedDue(tx, realmKey, now, now));
    const later = { nextDue: now + 60_000 };
    expect(await saveFeed(dependencies.db, asRead, later)).toBeNull();
    expect(await feed()).toMatchObject({ nextDue: now });
  });

  it('reads nothing before the interval is over', async () => {
    const fixture = await openFeedFixture();
    await fixture.forgetCalls();
    await fixture.interval(14 * 60_000);
    expect(await fixture.calls()).toEqual([]);
  });

  it('needs one read for ten changes among 100 linked invoices', async () => {
    const fixture = await openFeedFixture('uk');
    const bill = { customerId: '1', currency: 'GBP', due: '2020-01-01' };
    const invoiceIds = await fixture.accountant.bill(Array.from({ length: 100 }, () => bill));
    await fixture.link(invoiceIds);
    const changed = invoiceIds.slice(0, 10);
    for (const invoiceId of changed) await fixture.payIn(invoiceId, '100.00');
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(['GET cdc']);
    const mirror = await fixture.mirror();
    expect(changed.map((invoiceId) => mirror.get(invoiceId)?.balance)).toEqual(
      changed.map(() => '0.00'),
    );
  });

  it('needs at most 100 reads a day for a company without changes', async () => {
    const fixture = await openFeedFixture('uk');
    const bill = { customerId: '1', currency: 'GBP', due: '2020-01-01' };
    await fixture.link(await fixture.accountant.bill(Array.from({ length: 50 }, () => bill)));
    await fixture.switches({ clockOffsetMs: 600_000 });
    await fixture.interval();
    await fixture.forgetCalls();
    for (let read = 0; read < 96; read += 1) await fixture.interval();
    const calls = await fixture.calls();
    expect(calls.filter((call) => call === 'GET cdc')).toHaveLength(96);
    expect(calls.length).toBeLessThanOrEqual(100);
  }, 120_000);

  it('mirrors an edit, a void and a new invoice of the accountant', async () => {
    const fixture = await openFeedFixture('uk');
    const [edited = '', voided = ''] = await fixture.accountant.bill([
      { customerId: '1', currency: 'GBP', due: '2020-01-01' },
      { customerId: '1', currency: 'GBP', due: '2020-01-01' },
    ]);
    await fixture.interval();
    await fixture.accountant.edit(edited, '70.00');
    await fixture.removeIn(voided, 'void');
    await fixture.interval();
    const mirror = await fixture.mirror();
    expect(mirror.get(edited)).toMatchObject({ total: '70.00', readHow: 'feed' });
    expect(mirror.get(voided)).toMatchObject({ total: '0.00', voided: true });
  });

  it('marks a deleted invoice after a read by id', async () => {
    const fixture = await openFeedFixture();
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(['GET cdc', 'GET invoice']);
    expect((await fixture.mirror()).get(fixture.invoiceId)).toMatchObject({ deleted: true });
  });

  it('keeps an invoice that the feed reports as deleted while it can be read', async () => {
    const fixture = await openFeedFixture();
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    quickbooks.changesSince = async (...of) => ({
      ...(await changesSince(...of)),
      deleted: [{ entity: 'Invoice', id: fixture.invoiceId }],
    });
    await fixture.interval();
    expect((await fixture.mirror()).get(fixture.invoiceId)).toMatchObject({ deleted: false });
  });

  it('reads an invoice again that a changed payment no longer pays', async () => {
    const fixture = await openFeedFixture('uk');
    const bill = { customerId: '1', currency: 'GBP', due: '2020-01-01' };
    const [first = '', second = ''] = await fixture.accountant.bill([bill, bill]);
    await fixture.link([first, second]);
    await fixture.payIn(first, '100.00');
    await fixture.interval();
    expect(await balanceOf(fixture, first)).toBe('0.00');
    await fixture.accountant.reapply(first, [second]);
    // The feed may have only the payment.
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    quickbooks.changesSince = async (...of) => ({ ...(await changesSince(...of)), invoices: [] });
    await fixture.interval();
    expect(await balanceOf(fixture, first)).toBe('100.00');
    expect(await balanceOf(fixture, second)).toBe('0.00');
  });

  it('takes the later of two readings with the same time', async () => {
    const fixture = await openFeedFixture();
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    await fixture.pay(40);
    await fixture.interval();
    const { changedAt } = (await fixture.mirror()).get(fixture.invoiceId) ?? { changedAt: 0 };
    const updatedAt = new Date(changedAt).toISOString();
    await fixture.pay(10);
    quickbooks.changesSince = async (...of) => {
      const changes = await changesSince(...of);
      return { ...changes, invoices: changes.invoices.map((one) => ({ ...one, updatedAt })) };
    };
    await fixture.interval();
    expect(await balanceOf(fixture)).toBe('50.00');
  });

  it.each(['feed', 'block'])('reads queries after a fault inside a 200 (%s)', async (cdcFault) => {
    const fixture = await openFeedFixture();
    await fixture.pay(40);
    await fixture.switches({ cdcFault });
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(expect.arrayContaining(['GET cdc', 'POST batch']));
    expect(await balanceOf(fixture)).toBe('60.00');
    expect(await fixture.feed()).toMatchObject({ problem: null, sweep: null });
  });

  it('reads queries when the feed has no block of an entity', async () => {
    const fixture = await openFeedFixture();
    await fixture.pay(40);
    await fixture.switches({ cdcEmptyBlocks: 'omitted' });
    await fixture.interval();
    expect(await balanceOf(fixture)).toBe('60.00');
    expect(await fixture.feed()).toMatchObject({ problem: null, sweep: null });
  });

  it('holds its cursor while QuickBooks does not answer', async () => {
    const fixture = await openFeedFixture();
    await fixture.pay(40);
    const { cursor } = await fixture.feed();
    await fixture.fault({ fault: 'reset-before', times: 2 }, '');
    await fixture.interval();
    expect(await fixture.feed()).toMatchObject({
      cursor,
      problem: { code: 'quickbooks_unavailable' },
    });
    await fixture.interval(60_000);
    expect(await balanceOf(fixture)).toBe('60.00');
    expect((await fixture.feed()).problem).toBeNull();
  });

  it('ends with the connection and begins again with the next one', async () => {
    const fixture = await openFeedFixture();
    const { dependencies, company } = fixture;
    await disconnectOwner(dependencies, company.owner);
    await fixture.forgetCalls();
    expect(await fixture.interval()).toBe(0);
    expect(await runDue(dependencies, ['feed'])).toBe(0);
    expect(await fixture.calls()).toEqual([]);
  });

  it('is not moved by a worker that has lost its turn', async () => {
    const fixture = await openFeedFixture();
    const row = await fixture.feed();
    const { db } = fixture.dependencies;
    expect(await saveFeed(db, row, { cursor: 2 })).toMatchObject({ cursor: 2 });
    expect(await saveFeed(db, row, { cursor: 1 })).toBeNull();
    expect((await fixture.feed()).cursor).toBe(2);
  });
});
