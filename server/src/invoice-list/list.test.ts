import { beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '../shared/dates/due-date.ts';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';
import type { ListPage } from './contract.ts';

let fixture: ListFixture;

const numbers = ({ rows }: ListPage) => rows.map(({ number }) => number);

beforeEach(async () => {
  fixture = await openListFixture();
});

const inPage = async (differs: Parameters<ListFixture['list']>[0]) =>
  numbers(await fixture.list(differs));

describe('the list of the linked customer', () => {
  beforeEach(async () => {
    await fixture.put([
      { number: 'A-3', issued: -3, memo: 'Österreich, second stage', amount: 1200.5 },
      { number: 'A-2', issued: -200, amount: 120 },
      { number: 'A-1', issued: -500, memo: '100% wool' },
      { number: 'B-1', issued: -2, customerId: '4' },
    ]);
  });

  test('is empty with `more` set before the first read', async () => {
    const page = await fixture.list();
    expect(page).toMatchObject({
      customer: { id: '1', name: 'Customer 1' },
      rows: [],
      count: 0,
      next: null,
      reading: { readAt: null, fresh: false, more: true },
    });
  });

  test('shows only the customer’s invoices, newest first, after a read', async () => {
    expect(await fixture.load()).toMatchObject({ fresh: true, more: false });
    const page = await fixture.list();
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

  test('counts mirrored invoices outside the period', async () => {
    await fixture.load();
    const all = await fixture.list({ period: { kind: 'all' } });
    expect(all.outside).toBe(0);
    const year = await fixture.list({ period: { kind: 'last_12_months' } });
    expect(year.outside).toBe(all.count - year.count);
    expect(year.outside).toBeGreaterThan(0);
    const found = await fixture.list({ period: { kind: 'last_12_months' }, text: 'A-' });
    expect(found).toMatchObject({ count: 2, outside: 1 });
    expect((await fixture.list({ period: { kind: 'all' }, text: 'A-' })).count).toBe(3);
  });

  test('filters by parts of the number and memo and by the start of an amount', async () => {
    await fixture.load();
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

  test('shows only invoices of the period', async () => {
    await fixture.load();
    const lastYear = await inPage({ period: { kind: 'last_12_months' } });
    expect(lastYear).toEqual(expect.arrayContaining(['A-3', 'A-2']));
    expect(lastYear).not.toContain('A-1');
    const own = { kind: 'own' as const, from: '', to: addDays(fixture.today, -400) };
    expect((await inPage({ period: own })).filter((number) => /^A-/.test(number))).toEqual(['A-1']);
  });

  test('rejects invalid dates', async () => {
    const period = { kind: 'own', from: '2027-02-30', to: '' };
    const filters = { period, text: '', statuses: [] };
    const input = { context: fixture.dealContext, filters, skip: 0 };
    const { status, body } = await fixture.call(fixture.company.owner, 'invoice-list/list', input);
    expect(status).toBe(422);
    expect(body).toMatchObject({ error: { code: 'invalid_input' } });
  });

  test('stores the period for this user only', async () => {
    expect((await fixture.list({ period: null })).period).toEqual({ kind: 'last_12_months' });
    await fixture.list({ period: { kind: 'quarter' } });
    expect((await fixture.list({ period: null })).period).toEqual({ kind: 'quarter' });
    const other = await openListFixture();
    expect((await other.list({ period: null })).period).toEqual({ kind: 'last_12_months' });
  });

  test('is empty and fresh when no customer is linked', async () => {
    const context = { of: 'deal' as const, id: fixture.company.deals.onlyAPerson ?? 0 };
    await fixture.forgetCalls();
    expect(await fixture.list({}, { context })).toMatchObject({
      customer: null,
      rows: [],
      reading: { fresh: true, more: false },
    });
    expect(await fixture.load({ kind: 'all' }, context)).toMatchObject({
      fresh: true,
      more: false,
    });
    expect(await fixture.calls()).toEqual([]);
  });

  test('is the same in the organization context', async () => {
    const context = { of: 'organization' as const, id: 502 };
    await fixture.load({ kind: 'all' }, context);
    expect(numbers(await fixture.list({}, { context }))).toEqual(numbers(await fixture.list()));
  });
});

describe('the company’s list', () => {
  const context = { of: 'company' as const };

  test('shows all customers and filters by their names', async () => {
    await fixture.put([
      { number: 'A-1', customerId: '1' },
      { number: 'B-1', customerId: '3', memo: 'Northgate' },
    ]);
    await fixture.load({ kind: 'all' }, context);
    const { invoices } = await fixture.realmContents();
    expect((await fixture.list({}, { context })).count).toBe(invoices.length);
    expect(numbers(await fixture.list({ text: "o'leary" }, { context }))).toContain('B-1');
    const found = numbers(await fixture.list({ text: 'northgate' }, { context }));
    expect(found).toEqual(expect.arrayContaining(['A-1', 'B-1']));
  });

  test('does not filter the list of a customer by name', async () => {
    await fixture.put([{ number: 'A-1' }, { number: 'A-2', memo: 'for the Trust' }]);
    await fixture.load();
    expect(await inPage({ text: 'trust' })).toEqual(['A-2']);
  });
});

test('pages contain every row exactly once', async () => {
  await fixture.put(
    Array.from({ length: 230 }, (_, n) => ({ number: `N-${n}`, issued: -(n % 7) })),
  );
  await fixture.load();
  const seen: string[] = [];
  for (let skip: number | null = 0; skip !== null; ) {
    const page: ListPage = await fixture.list({ text: 'N-' }, { skip });
    expect(page.count).toBe(230);
    expect(page.rows.length).toBeLessThanOrEqual(100);
    seen.push(...numbers(page));
    skip = page.next;
  }
  expect(seen).toHaveLength(230);
  expect(new Set(seen).size).toBe(230);
});

describe('access to lists', () => {
  test('is denied to a user who is not the connection owner', async () => {
    await fixture.load();
    const filters = { period: null, text: '', statuses: [] };
    for (const context of [fixture.dealContext, { of: 'company' }]) {
      const asked = [
        await fixture.call(fixture.company.colleague, 'invoice-list/list', {
          context,
          filters,
          skip: 0,
        }),
        await fixture.call(fixture.company.colleague, 'invoice-list/load', {
          context,
          period: null,
        }),
        await fixture.call(fixture.company.colleague, 'invoice-list/totals', { context, filters }),
      ];
      for (const { status, body } of asked) {
        expect(status).toBe(403);
        expect(body).toMatchObject({ error: { code: 'not_owner' } });
      }
    }
  });

  test('does not show another company’s invoices', async () => {
    await fixture.put([{ number: 'OURS' }]);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    const other = await openListFixture('uk');
    expect((await other.list({}, { context: { of: 'company' } })).rows).toEqual([]);
    const filters = { period: null, text: '', statuses: [] };
    const input = { context: fixture.dealContext, filters, skip: 0 };
    const { status } = await fixture.call(
      { companyId: other.company.companyId, userId: fixture.company.owner.userId },
      'invoice-list/list',
      input,
    );
    expect(status).toBe(403);
  });

  test('is denied for a deal the user may not see', async () => {
    await fixture.hideDeal(fixture.dealId);
    const filters = { period: null, text: '', statuses: [] };
    const input = { context: fixture.dealContext, filters, skip: 0 };
    const { status, body } = await fixture.call(fixture.company.owner, 'invoice-list/list', input);
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
  });
});
