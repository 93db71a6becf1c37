import { beforeEach, describe, expect, test } from 'vitest';
import type { DealInvoices } from '../invoices/contract.ts';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';
import type { ListRow } from './contract.ts';

let fixture: ListFixture;
let invoiceIds: string[];

beforeEach(async () => {
  fixture = await openListFixture();
  invoiceIds = await fixture.put([
    { number: 'A-1', amount: 100 },
    { number: 'A-2', amount: 250.5, issued: -40 },
    { number: 'B-1', amount: 100, customerId: '3' },
  ]);
});

const link = (invoiceIds: string[], dealId = fixture.dealId) =>
  fixture.ask<{ linkedInvoiceIds: string[] }>('deal-links/link', { dealId, invoiceIds });
const search = (by: object) =>
  fixture.ask<{ rows: ListRow[]; more: boolean }>('invoice-list/search', {
    context: fixture.dealContext,
    number: '',
    customerId: null,
    amount: '',
    date: '',
    ...by,
  });
const panel = async (dealId = fixture.dealId) => {
  const context = { of: 'deal', id: dealId };
  const { invoices } = await fixture.ask<DealInvoices>('invoices/list', { context });
  return invoices.map(({ number }) => number);
};

describe('searching all of QuickBooks', () => {
  test('finds any customer’s invoice by number in one call, so that it can be linked', async () => {
    await fixture.load();
    await fixture.forgetCalls();
    const { rows, more } = await search({ number: ' B-1 ' });
    expect(rows).toMatchObject([{ number: 'B-1', dealIds: [], deals: 0, total: '100.00' }]);
    expect(more).toBe(false);
    expect(await fixture.calls()).toEqual(['POST query']);
    await link([invoiceIds[2] ?? '']);
    expect(await panel()).toEqual(['B-1']);
    expect((await search({ number: 'B-1' })).rows[0]).toMatchObject({
      dealIds: [fixture.dealId],
      deals: 1,
    });
  });

  test('combines customer, amount and date', async () => {
    const amount = await search({ amount: '250,50' });
    expect(amount.rows.map(({ number }) => number)).toEqual(['A-2']);
    const both = await search({ amount: '100.00', customerId: '3' });
    expect(both.rows.map(({ number }) => number)).toEqual(['B-1']);
    const date = await search({ date: amount.rows[0]?.issueDate });
    expect(date.rows.map(({ number }) => number)).toContain('A-2');
  });

  test('rejects an invalid amount or date with an error on the field', async () => {
    const input = { context: fixture.dealContext, number: '', customerId: null };
    const { body, status } = await fixture.call(fixture.company.owner, 'invoice-list/search', {
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

  test('shows the linked deals of the organization', async () => {
    const elsewhere = fixture.company.deals.nearlyAlike ?? 0;
    const context = { of: 'organization', id: 502 };
    await search({ number: 'A-1' });
    await link([invoiceIds[0] ?? '']);
    await link([invoiceIds[0] ?? ''], elsewhere);
    const [row] = (await search({ number: 'A-1', context })).rows;
    expect(row).toMatchObject({ dealIds: [fixture.dealId], deals: 2 });
  });

  test('returns no rows when nothing matches', async () => {
    expect(await search({ number: "' or DocNumber like '%" })).toMatchObject({
      rows: [],
      more: false,
    });
  });
});
