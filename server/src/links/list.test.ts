import { beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../shared/due-date.ts';
import { type ListDesk, openListDesk } from '../testing/list-desk.ts';
import type { ListPage } from './contract.ts';

let desk: ListDesk;

/** The invoices that the books were given by the test, by number. */
const numbers = ({ rows }: ListPage) => rows.map(({ number }) => number);

beforeEach(async () => {
  desk = await openListDesk();
});

const inPage = async (differs: Parameters<ListDesk['list']>[0]) =>
  numbers(await desk.list(differs));

describe('the list of the linked customer', () => {
  beforeEach(async () => {
    await desk.put([
      { number: 'A-3', issued: -3, memo: 'Österreich, second stage', amount: 1200.5 },
      { number: 'A-2', issued: -200, amount: 120 },
      { number: 'A-1', issued: -500, memo: '100% wool' },
      { number: 'B-1', issued: -2, customer: '4' },
    ]);
  });

  test('is empty before anything was read, and says that there is more', async () => {
    const page = await desk.list();
    expect(page).toMatchObject({
      customer: { id: '1', name: 'Customer 1' },
      rows: [],
      count: 0,
      next: null,
      reading: { readAt: null, fresh: false, more: true },
    });
  });

  test('shows the customer’s own, newest first, once they are read', async () => {
    expect(await desk.load()).toMatchObject({ fresh: true, more: false });
    const page = await desk.list();
    const ours = numbers(page).filter((number) => /^[AB]-/.test(number));
    expect(ours).toEqual(['A-3', 'A-2', 'A-1']);
    expect(page.count).toBe(page.rows.length);
    expect(page.rows[0]).toMatchObject({
      total: '1200.50',
      memo: 'Österreich, second stage',
      status: 'open',
      dealIds: [],
      deals: 0,
    });
    const dates = page.rows.map(({ issueDate }) => issueDate);
    expect(dates).toEqual(dates.toSorted().toReversed());
  });

  test('says how many that are known its period leaves out', async () => {
    await desk.load();
    const all = await desk.list({ period: { kind: 'all' } });
    expect(all.outside).toBe(0);
    const year = await desk.list({ period: { kind: 'last_12_months' } });
    expect(year.outside).toBe(all.count - year.count);
    expect(year.outside).toBeGreaterThan(0);
    const found = await desk.list({ period: { kind: 'last_12_months' }, text: 'A-' });
    expect(found).toMatchObject({ count: 2, outside: 1 });
    expect((await desk.list({ period: { kind: 'all' }, text: 'A-' })).count).toBe(3);
  });

  test('is searched by pieces of number and memo, and by amount', async () => {
    await desk.load();
    expect(await inPage({ text: 'a-2' })).toEqual(['A-2']);
    expect(await inPage({ text: 'osterreich' })).toEqual(['A-3']);
    expect(await inPage({ text: 'ÖSTERREICH,  second' })).toEqual(['A-3']);
    expect(await inPage({ text: '100%' })).toEqual(['A-1']);
    expect(await inPage({ text: '1,200.50' })).toEqual(['A-3']);
    expect(await inPage({ text: '1200,5' })).toEqual(['A-3']);
    expect(await inPage({ text: '1.200' })).toEqual(['A-3']);
    expect(await inPage({ text: '1.2005' })).toEqual([]);
    expect(await inPage({ text: '120.00' })).toEqual(['A-2']);
    expect(await inPage({ text: '%' })).toEqual(['A-1']);
    expect(await inPage({ text: "' or ''='" })).toEqual([]);
  });

  test('keeps to the period', async () => {
    await desk.load();
    const lastYear = await inPage({ period: { kind: 'last_12_months' } });
    expect(lastYear).toEqual(expect.arrayContaining(['A-3', 'A-2']));
    expect(lastYear).not.toContain('A-1');
    const own = { kind: 'own' as const, from: '', to: addDays(desk.today, -400) };
    expect((await inPage({ period: own })).filter((number) => /^A-/.test(number))).toEqual(['A-1']);
  });

  test('refuses dates that are none', async () => {
    const period = { kind: 'own', from: '2027-02-30', to: '' };
    const filters = { period, text: '', statuses: [] };
    const input = { place: desk.here, filters, skip: 0 };
    const { status, body } = await desk.call(desk.company.holder, 'links/list', input);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'invalid_input' } });
  });

  test('remembers the period for the user, and nobody else', async () => {
    expect((await desk.list({ period: null })).period).toEqual({ kind: 'last_12_months' });
    await desk.list({ period: { kind: 'quarter' } });
    expect((await desk.list({ period: null })).period).toEqual({ kind: 'quarter' });
    const other = await openListDesk();
    expect((await other.list({ period: null })).period).toEqual({ kind: 'last_12_months' });
  });

  test('is empty, and needs no reading, where nobody is linked', async () => {
    const place = { of: 'deal' as const, id: desk.company.deals.onlyAPerson ?? 0 };
    await desk.forgetCalls();
    expect(await desk.list({}, { place })).toMatchObject({
      customer: null,
      rows: [],
      reading: { fresh: true, more: false },
    });
    expect(await desk.load({ kind: 'all' }, place)).toMatchObject({ fresh: true, more: false });
    expect(await desk.calls()).toEqual([]);
  });

  test('is the same on the organization’s page', async () => {
    const place = { of: 'organization' as const, id: 502 };
    await desk.load({ kind: 'all' }, place);
    expect(numbers(await desk.list({}, { place }))).toEqual(numbers(await desk.list()));
  });
});

describe('the company’s list', () => {
  const place = { of: 'company' as const };

  test('holds all customers’, and is searched by their names too', async () => {
    await desk.put([
      { number: 'A-1', customer: '1' },
      { number: 'B-1', customer: '3', memo: 'Northgate' },
    ]);
    await desk.load({ kind: 'all' }, place);
    const { invoices } = await desk.ledger();
    expect((await desk.list({}, { place })).count).toBe(invoices.length);
    expect(numbers(await desk.list({ text: "o'leary" }, { place }))).toContain('B-1');
    const found = numbers(await desk.list({ text: 'northgate' }, { place }));
    expect(found).toEqual(expect.arrayContaining(['A-1', 'B-1']));
  });

  test('by the customer’s own list the name is no word to search for', async () => {
    await desk.put([{ number: 'A-1' }, { number: 'A-2', memo: 'for the Trust' }]);
    await desk.load();
    expect(await inPage({ text: 'trust' })).toEqual(['A-2']);
  });
});

test('a hundred rows at a time, none twice and none left out', async () => {
  await desk.put(Array.from({ length: 230 }, (_, n) => ({ number: `N-${n}`, issued: -(n % 7) })));
  await desk.load();
  const seen: string[] = [];
  for (let skip: number | null = 0; skip !== null; ) {
    const page: ListPage = await desk.list({ text: 'N-' }, { skip });
    expect(page.count).toBe(230);
    expect(page.rows.length).toBeLessThanOrEqual(100);
    seen.push(...numbers(page));
    skip = page.next;
  }
  expect(seen).toHaveLength(230);
  expect(new Set(seen).size).toBe(230);
});

describe('neighbours', () => {
  test('the colleague who is not the holder sees none of it', async () => {
    await desk.load();
    const filters = { period: null, text: '', statuses: [] };
    for (const place of [desk.here, { of: 'company' }]) {
      const asked = [
        await desk.call(desk.company.colleague, 'links/list', { place, filters, skip: 0 }),
        await desk.call(desk.company.colleague, 'links/load', { place, period: null }),
        await desk.call(desk.company.colleague, 'links/totals', { place, filters }),
      ];
      for (const { status, body } of asked) {
        expect(status).toBe(403);
        expect(body).toMatchObject({ error: { code: 'not_holder' } });
      }
    }
  });

  test('another company’s holder sees none of it, in whatever books', async () => {
    await desk.put([{ number: 'OURS' }]);
    await desk.load({ kind: 'all' }, { of: 'company' });
    const other = await openListDesk('uk');
    expect((await other.list({}, { place: { of: 'company' } })).rows).toEqual([]);
    const filters = { period: null, text: '', statuses: [] };
    const input = { place: desk.here, filters, skip: 0 };
    const { status } = await desk.call(
      { companyId: other.company.companyId, userId: desk.company.holder.userId },
      'links/list',
      input,
    );
    expect(status).toBe(403);
  });

  test('a deal that the user may not see lists nothing', async () => {
    await desk.hideDeal(desk.dealId);
    const filters = { period: null, text: '', statuses: [] };
    const input = { place: desk.here, filters, skip: 0 };
    const { status, body } = await desk.call(desk.company.holder, 'links/list', input);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
  });
});
