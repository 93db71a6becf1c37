import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import { afterPage } from './feed-steps.ts';
import type { Sweep } from './tables.ts';

const bill = { customerId: '1', currency: 'GBP', due: '2099-01-01' };
const day = 24 * 60 * 60_000;

/** A fixture with this many more linked invoices of 100.00. */
const openWithMany = async (count: number) => {
  const fixture = await openFeedFixture('uk');
  const invoiceIds = await fixture.accountant.bill(Array.from({ length: count }, () => bill));
  await fixture.link(invoiceIds);
  // What was created before is outside the overlap of the next read.
  await fixture.switches({ clockOffsetMs: 600_000 });
  await fixture.interval();
  return { ...fixture, invoiceIds };
};

/** Pays some invoices and deletes others in QuickBooks. */
const payAndDelete = async (
  fixture: Awaited<ReturnType<typeof openWithMany>>,
  paid: string[],
  deleted: string[],
) => {
  await inParallel(paid, (invoiceId) => fixture.payIn(invoiceId, '100.00'));
  const { invoices } = await fixture.accountant.contents();
  const { dependencies, company } = fixture;
  await inParallel(
    invoices.filter(({ Id }) => deleted.includes(Id)),
    ({ Id, SyncToken }) =>
      writeInQuickbooks(dependencies, company.realmId, 'Invoice', { Id, SyncToken }, 'delete'),
  );
};

/** Runs this for each item, some at a time. */
const inParallel = async <T>(items: T[], run: (item: T) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < items.length; from += 20) {
    await Promise.all(items.slice(from, from + 20).map(run));
  }
};

describe('a sweep', () => {
  it('finds 1,001 changes and deletions that an overflowing feed left out', async () => {
    const fixture = await openWithMany(1_010);
    const ids = fixture.invoiceIds;
    const [paid, deleted, untouched] = [ids.slice(0, 801), ids.slice(801, 1_001), ids.slice(1_001)];
    await payAndDelete(fixture, paid, deleted);
    await fixture.switches({ cdcCutsOff: 'deletions' });
    const { cursor } = await fixture.feed();
    await fixture.interval();
    const mirror = await fixture.mirror();
    expect(paid.filter((invoiceId) => mirror.get(invoiceId)?.balance !== '0.00')).toEqual([]);
    expect(deleted.filter((invoiceId) => !mirror.get(invoiceId)?.deleted)).toEqual([]);
    const open = untouched.map((invoiceId) => mirror.get(invoiceId));
    expect(open.filter((row) => row?.deleted || row?.balance !== '100.00')).toEqual([]);
    const feed = await fixture.feed();
    expect(feed).toMatchObject({ sweep: null, problem: null });
    expect(feed.cursor).toBeGreaterThan(cursor ?? 0);
  }, 120_000);

  it('goes on where it was, and holds the cursor until it is complete', async () => {
    const fixture = await openWithMany(20);
    const [gone = '', paid = ''] = fixture.invoiceIds;
    await payAndDelete(fixture, [paid], [gone]);
    const { quickbooks } = fixture.dependencies;
    const { changesSince, invoicesById } = quickbooks;
    const { cursor } = await fixture.feed();
    quickbooks.changesSince = async (...of) => {
      const changes = await changesSince(...of);
      return { ...changes, partial: true, invoices: [], deleted: [] };
    };
    // The process is killed when the pages by id begin.
    quickbooks.invoicesById = async () => {
      throw new AppError('quickbooks_unavailable');
    };
    await fixture.interval();
    expect(await fixture.feed()).toMatchObject({ cursor, sweep: { step: 'ids' } });
    quickbooks.changesSince = changesSince;
    quickbooks.invoicesById = invoicesById;
    await fixture.forgetCalls();
    await fixture.interval(60_000);
    expect(await fixture.calls()).not.toContain('GET cdc');
    const mirror = await fixture.mirror();
    expect(mirror.get(gone)).toMatchObject({ deleted: true });
    expect(mirror.get(paid)).toMatchObject({ balance: '0.00' });
    expect((await fixture.feed()).cursor).toBeGreaterThan(cursor ?? 0);
  });

  it('reads everything once when nothing arrived and no feed was read for 31 days', async () => {
    const fixture = await openWithMany(20);
    const [gone = '', paid = ''] = fixture.invoiceIds;
    await payAndDelete(fixture, [paid], [gone]);
    await fixture.switches({ clockOffsetMs: 31 * day, cdcLookBack: 'answer' });
    await fixture.forgetCalls();
    await fixture.interval(31 * day);
    const calls = await fixture.calls();
    // All 21 invoices in one call, the deleted one alone, and the payment of the paid one.
    expect(calls).toEqual(['POST query', 'GET invoice', 'GET payment']);
    // Settings show since when everything is known to be right.
    expect(await fixture.feed()).toMatchObject({ lastFullAt: fixture.clock.now(), problem: null });
    const mirror = await fixture.mirror();
    expect(mirror.get(gone)).toMatchObject({ deleted: true });
    expect(mirror.get(paid)).toMatchObject({ balance: '0.00' });
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(['GET cdc']);
  });

  it('finds once a day what no feed has reported', async () => {
    const fixture = await openWithMany(20);
    const [gone = '', paid = ''] = fixture.invoiceIds;
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    quickbooks.changesSince = async (...of) => ({
      ...(await changesSince(...of)),
      invoices: [],
      payments: [],
      deleted: [],
    });
    await payAndDelete(fixture, [paid], [gone]);
    await fixture.interval();
    expect((await fixture.mirror()).get(gone)).toMatchObject({ deleted: false });
    await fixture.interval(day);
    const mirror = await fixture.mirror();
    expect(mirror.get(gone)).toMatchObject({ deleted: true });
    expect(mirror.get(paid)).toMatchObject({ balance: '0.00' });
  });

  it('isolates an invoice that makes the feed fail, and mirrors the others', async () => {
    const fixture = await openWithMany(20);
    const [bad = '', good = ''] = fixture.invoiceIds;
    await payAndDelete(fixture, [bad, good], []);
    await fixture.switches({ failingInvoices: { ids: [bad], code: '4002', reads: 'fail' } });
    await fixture.interval();
    const mirror = await fixture.mirror();
    expect(mirror.get(good)).toMatchObject({ balance: '0.00', unreadable: null });
    expect(mirror.get(bad)).toMatchObject({ balance: '100.00', unreadable: { code: '4002' } });
    expect(await fixture.feed()).toMatchObject({ sweep: null, problem: null });
  });
});

describe('afterPage', () => {
  const sweep: Sweep = {
    why: 'overflow',
    begunAt: 0,
    cursor: 0,
    step: 'invoices',
    start: 1_000,
    total: 2_500,
    afterId: '',
  };

  it('goes to the next page, then to the next step', () => {
    expect(afterPage(sweep, 1_000, 2_500)).toEqual({ ...sweep, start: 2_000 });
    const next = { ...sweep, step: 'payments', start: 0, total: null };
    expect(afterPage({ ...sweep, start: 2_000 }, 500, 2_500)).toEqual(next);
    expect(afterPage({ ...next, step: 'payments' } as Sweep, 0, 0)).toMatchObject({ step: 'ids' });
  });

  it('goes on after a full page when QuickBooks does not count', () => {
    expect(afterPage(sweep, 1_000, null)).toMatchObject({ start: 2_000 });
    expect(afterPage(sweep, 999, null)).toMatchObject({ step: 'payments' });
  });

  it('begins the step again when there are fewer rows than before', () => {
    expect(afterPage(sweep, 1_000, 2_499)).toEqual({ ...sweep, start: 0, total: 2_499 });
  });
});
