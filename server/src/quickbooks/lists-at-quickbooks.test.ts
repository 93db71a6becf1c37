import { beforeAll, describe, expect, test } from 'vitest';
import { type ForInvoices, makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';
import type { QuickbooksInvoice } from './models.ts';

let at: ForInvoices;
let made: QuickbooksInvoice[];

type ListFilter = Parameters<ForInvoices['gateway']['listInvoices']>[1];

const all: ListFilter = { customerId: null, from: null, to: null, changedSince: null, start: 0 };

const none = { number: '', customerId: null, amount: '', date: '' };

const invoice = (day: string, number: string, UnitPrice: number) =>
  makeInvoiceIn(at, `i-${number}`, {
    TxnDate: day,
    DocNumber: number,
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: UnitPrice,
        SalesItemLineDetail: {
          ItemRef: { value: at.line.item?.id },
          Qty: 1,
          UnitPrice,
          TaxCodeRef: { value: 'NON' },
        },
      },
    ],
  });

const idsOf = (invoices: QuickbooksInvoice[]) => invoices.map(({ id }) => id);

beforeAll(async () => {
  at = await openFor('customNumbers');
  made = [
    await invoice('2021-03-31', "L'1", 10),
    await invoice('2021-04-01', 'L-2', 20.5),
    await invoice('2021-04-30', 'L-3', 20.5),
    await invoice('2021-05-01', 'L-4', 40),
  ];
});

describe('listInvoices', () => {
  const list = async (which: Partial<ListFilter>) =>
    at.gateway.listInvoices(at.realm, { ...all, ...which });

  test('includes the first and last day of a period, newest first', async () => {
    const { invoices, more } = await list({ from: '2021-04-01', to: '2021-04-30' });
    expect(invoices).toEqual([made[2], made[1]]);
    expect(more).toBe(false);
  });

  test("contains only the customer's invoices", async () => {
    const { invoices } = await list({ customerId: at.customer.id });
    expect(idsOf(invoices)).toEqual(expect.arrayContaining(idsOf(made)));
    expect(new Set(invoices.map(({ customerId }) => customerId))).toEqual(
      new Set([at.customer.id]),
    );
  });

  test('continues from a position', async () => {
    const { invoices } = await list({});
    const dates = invoices.map(({ issueDate }) => issueDate);
    expect(dates).toEqual(dates.toSorted().reverse());
    const rest = await list({ start: 3 });
    expect(idsOf(rest.invoices)).toEqual(idsOf(invoices.slice(3)));
    expect((await list({ start: invoices.length })).invoices).toEqual([]);
  });

  test('filters by last change', async () => {
    const early = made[0]?.updatedAt ?? '';
    const { invoices } = await list({ changedSince: early });
    expect(idsOf(invoices)).toEqual(expect.arrayContaining(idsOf(made)));
    const later = new Date(Date.now() + 3_600_000).toISOString();
    expect((await list({ changedSince: later })).invoices).toEqual([]);
  });
});

describe('searchInvoices', () => {
  const search = async (by: Partial<typeof none>) =>
    idsOf((await at.gateway.searchInvoices(at.realm, { ...none, ...by })).invoices);

  test.each<[string, Partial<typeof none>, number[]]>([
    ['number', { number: "L'1" }, [0]],
    ['a number that none has exactly, but some hold', { number: "'1" }, [0]],
    ['such a piece and a date', { number: 'L', date: '2021-05-01' }, [3]],
    ['amount', { amount: '20.50' }, [2, 1]],
    ['date', { date: '2021-05-01' }, [3]],
    ['amount and date', { amount: '20.5', date: '2021-04-30' }, [2]],
    ['number and another date', { number: 'L-2', date: '2021-04-30' }, []],
  ])('searches by %s', async (_, by, expected) => {
    expect(await search(by)).toEqual(expected.map((index) => made[index]?.id));
  });

  test('searches by customer', async () => {
    const { id: customerId } = at.customer;
    const found = await at.gateway.searchInvoices(at.realm, { ...none, customerId });
    expect(new Set(found.invoices.map(({ customerId }) => customerId))).toEqual(
      new Set([customerId]),
    );
    expect(found.more).toBe(false);
  });

  test('returns the newest without conditions', async () => {
    const { invoices } = await at.gateway.listInvoices(at.realm, all);
    expect(await search({})).toEqual(idsOf(invoices.slice(0, 100)));
  });
});

describe('exactly as many invoices as one response can contain', () => {
  test('are not followed by more', async () => {
    const full = await openFor('us');
    const { invoices } = await full.gateway.listInvoices(full.realm, all);
    await full.seed(1_000 - invoices.length);
    const list = await full.gateway.listInvoices(full.realm, all);
    expect(list.invoices).toHaveLength(1_000);
    expect(list.more).toBe(false);
    const batches = (await full.calls()).filter(({ path }) => path.endsWith('/batch'));
    expect(batches).toHaveLength(2);
  });
});

describe('more invoices than one response can contain', () => {
  test('returns more: true', async () => {
    const many = await openFor('us');
    await many.seed(1_005);
    const list = await many.gateway.listInvoices(many.realm, all);
    expect(list).toMatchObject({ more: true });
    expect(list.invoices).toHaveLength(1_000);
    const rest = await many.gateway.listInvoices(many.realm, { ...all, start: 1_000 });
    expect(rest.more).toBe(false);
    const everything = [...list.invoices, ...rest.invoices];
    expect(new Set(idsOf(everything)).size).toBe(everything.length);
    const found = await many.gateway.searchInvoices(many.realm, none);
    expect(found).toMatchObject({ more: true });
    expect(found.invoices).toHaveLength(100);
  });
});
