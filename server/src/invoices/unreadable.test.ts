import { describe, expect, test } from 'vitest';
import { openListFixture } from '../testing/list-fixture.ts';
import type { DealInvoices } from './contract.ts';

type Position = { code: '4002' | '10000'; reads: 'work' | 'fail' };

/** Mirrors 40 invoices of a deal; reading `bad` then fails. 60.00 of `good` and `bad` are paid. */
const openWithFailing = async ({ code, reads }: Position) => {
  const fixture = await openListFixture();
  const invoiceIds = await fixture.put(
    Array.from({ length: 40 }, (_, index) => ({ issued: -index, number: `F-${index}` })),
  );
  await fixture.load();
  await fixture.ask('deal-links/link', { dealId: fixture.dealId, invoiceIds });
  const [good = '', , bad = ''] = invoiceIds;
  fixture.clock.advance(60_000);
  await fixture.pay(good, 60);
  await fixture.pay(bad, 60);
  await fixture.switches({ failingInvoices: { ids: [bad], code, reads } });
  const refresh = () =>
    fixture.ask<DealInvoices>('invoices/refresh', { context: { of: 'deal', id: fixture.dealId } });
  return {
    ...fixture,
    ids: invoiceIds,
    good,
    bad,
    refresh,
    mend: () => fixture.switches({ failingInvoices: { ids: [], code, reads } }),
  };
};

const balances = (rows: { id: string; balance: string }[], ...invoiceIds: string[]) =>
  invoiceIds.map((invoiceId) => rows.find((row) => row.id === invoiceId)?.balance);

const marked = (rows: { id: string; unreadable: object | null }[]) =>
  rows
    .filter(({ unreadable }) => unreadable !== null)
    .map(({ id, unreadable }) => ({ id, unreadable }));

describe.concurrent.each(['4002', '10000'] as const)(
  'one of 40 invoices that fails with %s in a query',
  (code) => {
    test('changes nothing in the panel and list when it can be read by id', async () => {
      const at = await openWithFailing({ code, reads: 'work' });
      const { invoices } = await at.refresh();
      expect(balances(invoices, at.good, at.bad)).toEqual(['40.00', '40.00']);
      expect(marked(invoices)).toEqual([]);
      expect(invoices.filter(({ status }) => status === 'deleted')).toEqual([]);
      expect(await at.load()).toMatchObject({ fresh: true });
      expect(marked((await at.list()).rows)).toEqual([]);
    });

    test('keeps its amounts in the panel while the others are refreshed', async () => {
      const at = await openWithFailing({ code, reads: 'fail' });
      const before = new Date(at.clock.now()).toISOString();
      at.clock.advance(60_000);
      const panel = await at.refresh();
      expect(panel.invoices).toHaveLength(40);
      expect(balances(panel.invoices, at.good, at.bad)).toEqual(['40.00', '100.00']);
      expect(marked(panel.invoices)).toEqual([{ id: at.bad, unreadable: { code } }]);
      const row = panel.invoices.find(({ id }) => id === at.bad);
      expect(row?.status).toBe('open');
      expect((row?.readAt ?? '') < before).toBe(true);
      // `readAt` comes from the readable invoices.
      expect(panel.readAt).toBe(new Date(at.clock.now()).toISOString());
      const context = { of: 'deal', id: at.dealId };
      const page = await at.ask<{ fresh: boolean; invoice: object }>('invoices/show', {
        context,
        invoiceId: at.bad,
      });
      expect(page).toMatchObject({ fresh: false, invoice: { unreadable: { code } } });

      await at.mend();
      at.clock.advance(60_000);
      const mended = await at.refresh();
      expect(marked(mended.invoices)).toEqual([]);
      expect(balances(mended.invoices, at.bad)).toEqual(['40.00']);
    });

    test('is marked in a list while the other rows are refreshed', async () => {
      const at = await openWithFailing({ code, reads: 'fail' });
      // The sync range expires after a day.
      at.clock.advance(25 * 3_600_000);
      const reading = await at.load();
      expect(reading).toMatchObject({ more: false, fresh: true, unreadable: 0 });
      const { rows, count } = await at.list();
      expect(rows.find(({ id }) => id === at.good)?.balance).toBe('40.00');
      const skipped = count > rows.length ? (await at.list({}, { skip: rows.length })).rows : [];
      const all = [...rows, ...skipped];
      expect(marked(all)).toEqual([{ id: at.bad, unreadable: { code } }]);
      expect(balances(all, at.bad)).toEqual(['100.00']);

      await at.mend();
      at.clock.advance(25 * 3_600_000);
      await at.load();
      const after = (await at.list({ text: 'F-2' })).rows;
      expect(marked(after)).toEqual([]);
      expect(balances(after, at.bad)).toEqual(['40.00']);
    });
  },
);

test('lists and searches count an unreadable invoice that is not mirrored', async () => {
  const at = await openListFixture();
  const [, bad = ''] = await at.put([{ number: 'U-1' }, { number: 'U-2' }]);
  await at.switches({ failingInvoices: { ids: [bad], code: '4002', reads: 'fail' } });
  expect(await at.load()).toMatchObject({ more: false, fresh: true, unreadable: 1 });
  expect((await at.list()).rows.map(({ number }) => number)).toContain('U-1');
  const search = { context: at.dealContext, number: 'U-2', customerId: null, amount: '', date: '' };
  expect(await at.ask('invoice-list/search', search)).toMatchObject({ rows: [], unreadable: 1 });
  await at.switches({ failingInvoices: { ids: [], code: '4002', reads: 'fail' } });
  at.clock.advance(2 * 3_600_000);
  expect(await at.load()).toMatchObject({ unreadable: 0 });
  expect((await at.list()).rows.map(({ number }) => number)).toContain('U-2');
});
