import { describe, expect, it } from 'vitest';
import { deleteNow } from '../company-data/delete-company.ts';
import { transact } from '../db/transact.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { makeConnectedCompany, type TestCompany } from '../testing/make-company.ts';
import { meteredReads } from './tables.ts';

const stored = async ({ dependencies }: TestApp) => {
  await dependencies.readMeter.flush();
  const rows = await dependencies.db.select().from(meteredReads);
  return rows.toSorted((a, b) => a.cause.localeCompare(b.cause) || a.month.localeCompare(b.month));
};

/** Makes one successful read of QuickBooks for a user. */
const search = async (test: TestApp, { owner, deals }: TestCompany): Promise<void> => {
  const context = { of: 'deal', id: deals.withProducts };
  const response = await test.call(owner, 'customers/search', { context, text: 'a', page: 0 });
  expect(response.status).toBe(200);
};

const monthOf = (instant: number) => new Date(instant).toISOString().slice(0, 7);

const nextMonth = (instant: number) => {
  const date = new Date(instant);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
};

describe('metered reads', () => {
  it('are counted by company, QuickBooks company, month and cause', async () => {
    const test = await buildTestApp();
    const company = await makeConnectedCompany(test.dependencies);
    const { companyId, realmId } = company;
    const before = test.clock.now();
    await search(test, company);
    await search(test, company);
    test.clock.advance(nextMonth(before) - before);
    await search(test, company);
    const read = { companyId, realmId, cause: 'customers.search' };
    const searches = async () => (await stored(test)).filter(({ cause }) => cause === read.cause);
    expect(await searches()).toEqual([
      { ...read, month: monthOf(before), count: 2 },
      { ...read, month: monthOf(test.clock.now()), count: 1 },
    ]);
    await search(test, company);
    expect((await searches())[1]?.count).toBe(2);
  });

  it('are stored later when the database failed', async () => {
    const test = await buildTestApp();
    const company = await makeConnectedCompany(test.dependencies);
    const before = await stored(test);
    await search(test, company);
    const { writer } = test.dependencies.db;
    const run = writer.run.bind(writer);
    writer.run = () => Promise.reject(new Error('disk full'));
    await test.dependencies.readMeter.flush();
    writer.run = run;
    expect(await stored(test)).toHaveLength(before.length + 1);
  });

  it('are dropped when the data of their company was deleted meanwhile', async () => {
    const test = await buildTestApp();
    const company = await makeConnectedCompany(test.dependencies);
    await search(test, company);
    await deleteNow(test.dependencies, company.owner);
    expect(await stored(test)).toEqual([]);
  });

  it('are stored after some seconds without a flush', async () => {
    const test = await buildTestApp();
    const company = await makeConnectedCompany(test.dependencies);
    await stored(test);
    await transact(test.dependencies.db, (tx) => tx.delete(meteredReads));
    await search(test, company);
    const rows = () => test.dependencies.db.select().from(meteredReads);
    await expect.poll(rows, { timeout: 10_000 }).toMatchObject([{ count: 1 }]);
  });
});
