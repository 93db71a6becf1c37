import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { unreadableRecords } from '../invoices/tables.ts';
import { openFeedFixture } from '../testing/feed-fixture.ts';

const bill = { customerId: '1', currency: 'GBP', due: '2099-01-01' };
const day = 24 * 60 * 60_000;

type Paid = { payment: { Id: string } };

/** Two linked invoices of 100.00, of which 30.00 each are paid; the first payment fails reads. */
const openWithFailingPayment = async (reads: 'work' | 'fail', code: '4002' | '10000' = '4002') => {
  const fixture = await openFeedFixture('uk');
  const [first = '', second = ''] = await fixture.accountant.bill([bill, bill]);
  await fixture.link([first, second]);
  await fixture.interval();
  const bad = ((await fixture.payIn(first, '30.00')) as Paid).payment.Id;
  await fixture.payIn(second, '30.00');
  await fixture.switches({ failingPayments: { ids: [bad], code, reads } });
  const { db } = fixture.dependencies;
  return {
    ...fixture,
    first,
    second,
    bad,
    async balances() {
      const mirror = await fixture.mirror();
      return [mirror.get(first)?.balance, mirror.get(second)?.balance];
    },
    unreadable: () =>
      db
        .select()
        .from(unreadableRecords)
        .where(eq(unreadableRecords.companyId, fixture.company.companyId)),
    repair: () => fixture.switches({ failingPayments: { ids: [], code, reads } }),
  };
};

describe.each(['4002', '10000'] as const)('a payment that fails reads with %s', (code) => {
  it('stops neither the feed nor the invoices, and is recorded until it can be read', async () => {
    const fixture = await openWithFailingPayment('fail', code);
    await fixture.interval();
    expect(await fixture.balances()).toEqual(['70.00', '70.00']);
    expect(await fixture.feed()).toMatchObject({ sweep: null, problem: null });
    const [record] = await fixture.unreadable();
    expect(await fixture.unreadable()).toMatchObject([
      { entity: 'Payment', entityId: fixture.bad, code },
    ]);
    await fixture.interval(day);
    const [again] = await fixture.unreadable();
    expect(again).toMatchObject({ since: record?.since });
    expect(again?.failedAt).toBeGreaterThan(record?.failedAt ?? 0);
    await fixture.repair();
    await fixture.interval(day);
    expect(await fixture.unreadable()).toEqual([]);
    expect(await fixture.feed()).toMatchObject({ sweep: null, problem: null });
  });

  it('does not stop a refresh by hand', async () => {
    const fixture = await openWithFailingPayment('fail', code);
    const { invoices } = await fixture.refresh();
    const balances = invoices.map(({ balance }) => balance).toSorted();
    expect(balances).toEqual(['120.00', '70.00', '70.00']);
    expect(await fixture.unreadable()).toMatchObject([{ entityId: fixture.bad }]);
    await fixture.repair();
    await fixture.refresh();
    expect(await fixture.unreadable()).toEqual([]);
  });
});

it('a payment that can be read by id is not recorded', async () => {
  const fixture = await openWithFailingPayment('work');
  await fixture.interval();
  expect(await fixture.balances()).toEqual(['70.00', '70.00']);
  expect(await fixture.unreadable()).toEqual([]);
});

it('records an unreadable invoice that is not mirrored, until it is deleted', async () => {
  const fixture = await openWithFailingPayment('work');
  const [bad = ''] = await fixture.accountant.bill([bill]);
  const failing = { ids: [bad], code: '4002', reads: 'fail' };
  await fixture.switches({ failingInvoices: failing, projections: 'accept' });
  await fixture.interval();
  expect(await fixture.unreadable()).toMatchObject([{ entity: 'Invoice', entityId: bad }]);
  await fixture.switches({ failingInvoices: { ...failing, ids: [] } });
  await fixture.removeIn(bad, 'delete');
  await fixture.interval(day);
  expect(await fixture.unreadable()).toEqual([]);
});
