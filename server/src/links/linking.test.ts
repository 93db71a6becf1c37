import { beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { type ListDesk, openListDesk } from '../testing/list-desk.ts';
import type { ListRow } from './contract.ts';

let desk: ListDesk;
let ids: string[];

beforeEach(async () => {
  desk = await openListDesk();
  ids = await desk.put([
    { number: 'A-1', amount: 100 },
    { number: 'A-2', amount: 250.5, issued: -40 },
    { number: 'B-1', amount: 100, customer: '3' },
  ]);
});

const link = (invoiceIds: string[], dealId = desk.dealId) =>
  desk.ask<{ linked: string[] }>('links/link', { dealId, invoiceIds });
const unlink = (invoiceIds: string[], dealId = desk.dealId) =>
  desk.ask<{ linked: string[] }>('links/unlink', { dealId, invoiceIds });
const search = (by: object) =>
  desk.ask<{ rows: ListRow[]; more: boolean }>('links/search', {
    place: desk.here,
    number: '',
    customerId: null,
    amount: '',
    date: '',
    ...by,
  });
const panel = async (dealId = desk.dealId) => {
  const place = { of: 'deal', id: dealId };
  const { invoices } = await desk.ask<DealInvoices>('invoices/list', { place });
  return invoices.map(({ number }) => number);
};
const audited = async () =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'invoice_linked' || action === 'invoice_unlinked',
  );

describe('linking', () => {
  test('shows the invoices on the deal, and as linked in the list', async () => {
    await desk.load();
    const [one = '', two = ''] = ids;
    expect(await link([one, two])).toEqual({ linked: expect.arrayContaining([one, two]) });
    expect(await panel()).toEqual(['A-1', 'A-2']);
    const { rows } = await desk.list({ text: 'A-' });
    expect(rows.map(({ dealIds, deals }) => [dealIds, deals])).toEqual([
      [[desk.dealId], 1],
      [[desk.dealId], 1],
    ]);
    expect(await audited()).toMatchObject([
      { dealId: desk.dealId, subject: one, details: { number: 'A-1' }, ...desk.company.holder },
      { dealId: desk.dealId, subject: two },
    ]);
  });

  test('twice is once', async () => {
    await desk.load();
    const [one = ''] = ids;
    await link([one]);
    expect(await link([one])).toEqual({ linked: [one] });
    expect(await panel()).toEqual(['A-1']);
    expect(await audited()).toHaveLength(1);
  });

  test('to several deals is possible, and both say so', async () => {
    await desk.load();
    const [one = ''] = ids;
    const other = desk.company.deals.nearlyAlike ?? 0;
    await link([one]);
    await link([one], other);
    expect(await panel(other)).toEqual(['A-1']);
    const { rows } = await desk.list({ text: 'A-1' });
    expect(rows[0]).toMatchObject({ dealIds: [desk.dealId], deals: 2 });
    await unlink([one]);
    expect((await desk.list({ text: 'A-1' })).rows[0]).toMatchObject({ dealIds: [], deals: 1 });
    expect(await panel(other)).toEqual(['A-1']);
  });

  test('of what QuickBooks was never asked about is refused', async () => {
    for (const invoiceIds of [['999999'], [ids[2] ?? '']]) {
      const input = { dealId: desk.dealId, invoiceIds };
      const { status, body } = await desk.call(desk.company.holder, 'links/link', input);
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { code: 'not_found' } });
    }
    expect(await panel()).toEqual([]);
  });

  test('links those that are there and leaves out those that are not', async () => {
    await desk.load();
    const [one = ''] = ids;
    expect(await link([one, '999999'])).toEqual({ linked: [one] });
  });

  test('tells what of them is settled by credit and what by money', async () => {
    const [one = '', two = ''] = ids;
    await desk.credit(one, 40);
    await desk.pay(two, 50.5);
    await desk.load();
    await link([one, two]);
    const place = { of: 'deal', id: desk.dealId };
    const { ledger } = await desk.ask<DealInvoices>('invoices/list', { place });
    expect(ledger.rows).toEqual([
      {
        currency: 'USD',
        invoiced: '350.50',
        beforeTax: '350.50',
        paid: '50.50',
        credited: '40.00',
        open: '260.00',
        overdue: '200.00',
      },
    ]);
  });

  test('works while QuickBooks is not asked, also when the connection is broken', async () => {
    await desk.load();
    await desk.forgetCalls();
    await desk.breakConnection();
    await link([ids[0] ?? '']);
    expect(await panel()).toEqual(['A-1']);
    expect(await desk.calls()).toEqual([]);
  });
});

describe('unlinking', () => {
  test('takes the invoice from the deal, twice is once, and the invoice stays', async () => {
    await desk.load();
    const [one = ''] = ids;
    await link([one]);
    expect(await unlink([one])).toEqual({ linked: [] });
    expect(await unlink([one])).toEqual({ linked: [] });
    expect(await panel()).toEqual([]);
    const actions = (await audited()).map(({ action }) => action);
    expect(actions).toEqual(['invoice_linked', 'invoice_unlinked']);
    expect((await desk.list({ text: 'A-1' })).rows[0]).toMatchObject({ status: 'open' });
  });

  test('what was created from the deal can be taken away and added again', async () => {
    const made = await desk.create(await desk.form());
    const id = made.body.invoice?.id ?? '';
    await unlink([id]);
    expect(await panel()).toEqual([]);
    await link([id]);
    expect(await panel()).toHaveLength(1);
  });
});

describe('the deal that an invoice can be unlinked from', () => {
  const linkedTo = async (place: object) => {
    const { invoices } = await desk.ask<DealInvoices>('invoices/list', { place });
    return invoices.map(({ number, linkedTo }) => [number, linkedTo]);
  };

  test('is the deal in view, where somebody linked it by hand', async () => {
    await desk.load();
    const [one = ''] = ids;
    const other = desk.company.deals.nearlyAlike ?? 0;
    await link([one]);
    await link([one], other);
    expect(await linkedTo(desk.here)).toEqual([['A-1', desk.dealId]]);
    expect(await linkedTo({ of: 'deal', id: other })).toEqual([['A-1', other]]);
    const { invoice } = await desk.ask<{ invoice: object }>('invoices/show', {
      place: desk.here,
      invoiceId: one,
    });
    expect(invoice).toMatchObject({ linkedTo: desk.dealId });
    const whole = { place: { of: 'company' }, invoiceId: one };
    expect((await desk.ask<{ invoice: object }>('invoices/show', whole)).invoice).toMatchObject({
      linkedTo: null,
    });
    await unlink([one], other);
    expect((await desk.ask<{ invoice: object }>('invoices/show', whole)).invoice).toMatchObject({
      linkedTo: desk.dealId,
    });
  });

  test('is none where it was created from the deal', async () => {
    await desk.create(await desk.form());
    expect(await linkedTo(desk.here)).toEqual([[expect.any(String), null]]);
  });
});

describe('unlinking what is gone', () => {
  test('still tells its number in the history', async () => {
    await desk.load();
    const [one = ''] = ids;
    await link([one]);
    await desk.deleteInBooks(one);
    await desk.ask('invoices/refresh', { place: { of: 'deal', id: desk.dealId } });
    await unlink([one]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'invoice_unlinked',
      details: { number: 'A-1' },
    });
  });
});

describe('searching all of QuickBooks', () => {
  test('finds an invoice of any customer by its number, in one call, and it can be linked', async () => {
    await desk.load();
    await desk.forgetCalls();
    const { rows, more } = await search({ number: ' B-1 ' });
    expect(rows).toMatchObject([{ number: 'B-1', dealIds: [], deals: 0, total: '100.00' }]);
    expect(more).toBe(false);
    expect(await desk.calls()).toEqual(['POST query']);
    await link([ids[2] ?? '']);
    expect(await panel()).toEqual(['B-1']);
    expect((await search({ number: 'B-1' })).rows[0]).toMatchObject({
      dealIds: [desk.dealId],
      deals: 1,
    });
  });

  test('by customer, amount and date together', async () => {
    const amount = await search({ amount: '250,50' });
    expect(amount.rows.map(({ number }) => number)).toEqual(['A-2']);
    const both = await search({ amount: '100.00', customerId: '3' });
    expect(both.rows.map(({ number }) => number)).toEqual(['B-1']);
    const date = await search({ date: amount.rows[0]?.issueDate });
    expect(date.rows.map(({ number }) => number)).toContain('A-2');
  });

  test('for what is no amount or no date is refused, on that field', async () => {
    const input = { place: desk.here, number: '', customerId: null };
    const { body, status } = await desk.call(desk.company.holder, 'links/search', {
      ...input,
      amount: 'a lot',
      date: '2027-02-30',
    });
    expect(status).toBe(422);
    expect(body).toMatchObject({
      error: {
        fields: [
          { path: 'amount', problem: 'not_a_number' },
          { path: 'date', problem: 'not_a_date' },
        ],
      },
    });
  });

  test('beside an organization tells to which of its deals an invoice is linked', async () => {
    const elsewhere = desk.company.deals.nearlyAlike ?? 0;
    const place = { of: 'organization', id: 502 };
    await search({ number: 'A-1' });
    await link([ids[0] ?? '']);
    await link([ids[0] ?? ''], elsewhere);
    const [row] = (await search({ number: 'A-1', place })).rows;
    expect(row).toMatchObject({ dealIds: [desk.dealId], deals: 2 });
  });

  test('finds nothing of what is not there', async () => {
    expect(await search({ number: "' or DocNumber like '%" })).toMatchObject({
      rows: [],
      more: false,
    });
  });
});

describe('neighbours', () => {
  test('neither the colleague nor another company links, unlinks or finds anything', async () => {
    await desk.load();
    const [one = ''] = ids;
    await link([one]);
    const other = await openListDesk();
    const asks = (user: { companyId: number; userId: number }, at = desk) => [
      at.call(user, 'links/link', { dealId: desk.dealId, invoiceIds: ids }),
      at.call(user, 'links/unlink', { dealId: desk.dealId, invoiceIds: ids }),
      at.call(user, 'links/search', {
        place: desk.here,
        number: '',
        customerId: null,
        amount: '',
        date: '',
      }),
    ];
    for (const { status } of await Promise.all(asks(desk.company.colleague))) {
      expect(status).toBe(403);
    }
    expect(await panel()).toEqual(['A-1']);
    const input = { dealId: other.dealId, invoiceIds: [one] };
    const foreign = await other.call(other.company.holder, 'links/link', input);
    expect(foreign.status).toBe(404);
  });

  test('nobody links to a deal that they may not see', async () => {
    await desk.load();
    await desk.hideDeal(desk.dealId);
    const input = { dealId: desk.dealId, invoiceIds: ids };
    desk.clock.advance(6 * 60_000);
    for (const action of ['links/link', 'links/unlink'] as const) {
      const { status } = await desk.call(desk.company.holder, action, input);
      expect(status).toBe(404);
    }
  });
});
