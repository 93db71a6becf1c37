import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../context.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { booksNow, booksOf } from './service.ts';
import { keptBooks } from './store.ts';

let test_: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;
let ctx: Ctx;
let connection: { id: string; realmId: string };

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeConnectedCompany(test_.doors, { like: 'uk' });
  ctx = test_.as(company.holder);
  connection = { id: company.connectionId, realmId: company.realmId };
});

const quickbooks = () => test_.doors.settings.quickbooks.apiUrl;

const callsSoFar = async () => {
  const journal = `journal?realm=${company.realmId}`;
  return (await control<unknown[]>(quickbooks(), 'GET', journal)).length;
};

const outage = () =>
  control(quickbooks(), 'POST', 'faults', {
    match: { realm: company.realmId },
    fault: 'status',
    status: 503,
    times: 99,
  });

describe('what is known of the books', () => {
  test('is read once and then kept for an hour', async () => {
    expect(await booksOf(ctx, connection)).toMatchObject({ country: 'GB', taxRegime: 'per_line' });
    const calls = await callsSoFar();
    test_.clock.advance(59 * 60_000);
    await booksOf(ctx, connection);
    expect(await callsSoFar()).toBe(calls);
    test_.clock.advance(60_000);
    await booksOf(ctx, connection);
    expect(await callsSoFar()).toBeGreaterThan(calls);
  });

  test('is read again at once when asked', async () => {
    await booksOf(ctx, connection);
    const calls = await callsSoFar();
    await booksNow(ctx, connection);
    expect(await callsSoFar()).toBeGreaterThan(calls);
  });

  test('is better old than not at all', async () => {
    const before = await booksOf(ctx, connection);
    test_.clock.advance(25 * 60 * 60_000);
    await outage();
    expect(await booksOf(ctx, connection)).toEqual(before);
  });

  test('is not taken from before where only what QuickBooks says now will do', async () => {
    await booksOf(ctx, connection);
    await outage();
    await expect(booksNow(ctx, connection)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });

  test('is not made up when it was never read', async () => {
    await outage();
    await expect(booksOf(ctx, connection)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });

  test('belongs to one company and its books', async () => {
    await booksOf(ctx, connection);
    const other = await makeConnectedCompany(test_.doors, { company: 'hillside' });
    expect(await keptBooks(test_.doors.db, other.companyId, company.realmId)).toBeNull();
    expect(await keptBooks(test_.doors.db, company.companyId, other.realmId)).toBeNull();
    expect(await keptBooks(test_.doors.db, company.companyId, company.realmId)).not.toBeNull();
  });
});
