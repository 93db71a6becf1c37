import { expect, it } from 'vitest';
import { backgroundJobs } from '../background-jobs.ts';
import { startScheduler } from '../scheduler/scheduler.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { startCluster } from '../testing/postgres-cluster.ts';
import { openDesk } from '../testing/sales-desk.ts';
import { postgresDatabase } from './postgres.ts';

const env = { QUICKBOOKS_TIMEOUT_MS: '10000', SETTLE_EVERY_MS: '5' };

it('goes on by itself when PostgreSQL was stopped in the middle of a creation', async () => {
  const cluster = await startCluster();
  const db = postgresDatabase(`${cluster.url}/migrated`);
  const test = await buildTestApp({ db, env });
  const desk = await openDesk('us', { test });
  const background = startScheduler(desk.doors, backgroundJobs);
  try {
    const form = await desk.form();
    const { quickbooks } = desk.doors;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      await cluster.pause();
      return answer;
    };
    expect((await desk.create(form)).body.error?.code).toBe('not_recorded');
    quickbooks.createInvoice = createInvoice;
    expect((await desk.status(form.draftId)).body.error?.code).toBe('storage_unavailable');
    expect((await test.app.inject({ url: '/health' })).statusCode).toBe(503);
    await expect.poll(() => test.logged.join('').includes('"no turns taken"')).toBe(true);

    await cluster.resume();
    await expect
      .poll(async () => {
        desk.clock.advance(10_000);
        return (await desk.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect(await desk.made()).toHaveLength(1);
    await expect.poll(async () => (await test.app.inject({ url: '/health' })).statusCode).toBe(200);
  } finally {
    await background.stop();
    await db.close();
    await cluster.stop();
  }
});
