import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../context.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { companyProfileOf, freshCompanyProfile } from './company-profile.ts';
import { storedProfile } from './store.ts';

let test_: TestApp;
let company: Awaited<ReturnType<typeof makeConnectedCompany>>;
let ctx: Ctx;
let connection: { id: string; realmId: string };

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeConnectedCompany(test_.dependencies, { like: 'uk' });
  ctx = test_.as(company.owner);
  connection = { id: company.connectionId, realmId: company.realmId };
});

const quickbooks = () => test_.dependencies.settings.quickbooks.apiUrl;

const callCount = async () => {
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

describe('company profile', () => {
  test('is read once and then cached for an hour', async () => {
    expect(await companyProfileOf(ctx, connection)).toMatchObject({
      country: 'GB',
      taxRegime: 'per_line',
    });
    const calls = await callCount();
    test_.clock.advance(59 * 60_000);
    await companyProfileOf(ctx, connection);
    expect(await callCount()).toBe(calls);
    test_.clock.advance(60_000);
    await companyProfileOf(ctx, connection);
    expect(await callCount()).toBeGreaterThan(calls);
  });

  test('is read again at once by freshCompanyProfile', async () => {
    await companyProfileOf(ctx, connection);
    const calls = await callCount();
    await freshCompanyProfile(ctx, connection);
    expect(await callCount()).toBeGreaterThan(calls);
  });

  test('falls back to the stored profile while QuickBooks is unavailable', async () => {
    const before = await companyProfileOf(ctx, connection);
    test_.clock.advance(25 * 60 * 60_000);
    await outage();
    expect(await companyProfileOf(ctx, connection)).toEqual(before);
  });

  test('has no fallback in freshCompanyProfile', async () => {
    await companyProfileOf(ctx, connection);
    await outage();
    await expect(freshCompanyProfile(ctx, connection)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });

  test('throws quickbooks_unavailable when no profile is stored', async () => {
    await outage();
    await expect(companyProfileOf(ctx, connection)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });

  test('is stored for one company and realm only', async () => {
    await companyProfileOf(ctx, connection);
    const other = await makeConnectedCompany(test_.dependencies, { company: 'hillside' });
    expect(await storedProfile(test_.dependencies.db, other.companyId, company.realmId)).toBeNull();
    expect(await storedProfile(test_.dependencies.db, company.companyId, other.realmId)).toBeNull();
    expect(
      await storedProfile(test_.dependencies.db, company.companyId, company.realmId),
    ).not.toBeNull();
  });
});
