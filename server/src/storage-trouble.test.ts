import { afterEach, describe, expect, it } from 'vitest';
import { backgroundJobs } from './background-jobs.ts';
import { dialect } from './db/dialect.ts';
import { breakStorage, endConnections } from './db/storage-trouble.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { type Desk, openDesk } from './testing/sales-desk.ts';

/** Longer than the lease of an operation with the time-out of these tests. */
const untilResolved = 6 * 10_000 + 15_000 + 125_000;

/** A form whose texts need room that the database does not have any more. */
const longForm = async (desk: Desk) => {
  const form = await desk.form();
  const [line] = form.content.lines;
  const lines = Array.from({ length: 10 }, (_, n) => ({
    ...line,
    key: `${n}`,
    description: 'x'.repeat(3_500),
  }));
  return { ...form, content: { ...form.content, lines } };
};

const health = async ({ app }: Desk) => (await app.inject({ url: '/readyz' })).statusCode;

/** Requests to create an invoice. */
const posts = async (desk: Desk) => (await desk.calls()).filter((call) => call === 'POST invoice');

let schedulers: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  schedulers = [];
});

const startBackground = (desk: Desk) => {
  schedulers.push(startScheduler(desk.doors, backgroundJobs));
};

const told = (desk: Desk, message: string) =>
  desk.logged.filter((line) => line.includes(`"${message}"`)).length;

describe.each(['full', 'read_only'] as const)('a database that is %s', (trouble) => {
  it('refuses a save and a creation in so many words, sends nothing, and works again by itself', async () => {
    const desk = await openDesk();
    const form = await longForm(desk);
    await desk.forgetCalls();
    const repair = await breakStorage(desk.doors.db, trouble);
    const { holder } = desk.company;
    const saved = await desk.call(holder, 'drafts/save', form);
    expect([saved.status, saved.body]).toMatchObject([
      503,
      { error: { code: 'storage_unavailable' } },
    ]);
    expect((await desk.create(form)).body.error?.code).toBe('storage_unavailable');
    expect(await posts(desk)).toEqual([]);
    expect(await health(desk)).toBe(503);
    expect(told(desk, 'the database does not work')).toBe(2);

    await repair();
    // A connection that was read-only is replaced after the call that finds out.
    await expect.poll(async () => (await desk.create(form)).body.state).toBe('created');
    expect(await health(desk)).toBe(200);
    expect(await posts(desk)).toHaveLength(1);
  });

  it('leaves a creation unconfirmed whose outcome it could not store, and the background resolves it', async () => {
    const desk = await openDesk('us', { env: { SETTLE_EVERY_MS: '5' } });
    const form = await longForm(desk);
    const before = (await desk.ledger()).invoices.length;
    const { quickbooks } = desk.doors;
    const { createInvoice } = quickbooks;
    let repair = async () => {};
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      repair = await breakStorage(desk.doors.db, trouble);
      return answer;
    };
    const { status, body } = await desk.create(form);
    expect([status, body.error?.code]).toEqual([503, 'not_recorded']);
    expect((await desk.status(form.draftId)).body.state).toBe('sending');

    startBackground(desk);
    desk.clock.advance(untilResolved);
    if (trouble === 'read_only') {
      await expect.poll(() => told(desk, 'no turns taken')).toBe(1);
      desk.clock.advance(61_000);
      await expect.poll(() => told(desk, 'no turns taken')).toBe(2);
    }
    await repair();
    await expect
      .poll(async () => {
        desk.clock.advance(10_000);
        return (await desk.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect((await desk.ledger()).invoices).toHaveLength(before + 1);
    if (trouble === 'read_only') expect(told(desk, 'turns are taken again')).toBe(1);
  });
});

describe.runIf(dialect === 'postgres')('connections that are ended', () => {
  it('while QuickBooks answers leave one invoice, told or found out', async () => {
    const desk = await openDesk('us', { env: { SETTLE_EVERY_MS: '5' } });
    const form = await desk.form();
    const before = (await desk.ledger()).invoices.length;
    const { quickbooks, db } = desk.doors;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      await endConnections(db);
      return answer;
    };
    await desk.create(form);
    startBackground(desk);
    await expect
      .poll(async () => {
        desk.clock.advance(10_000);
        return (await desk.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect((await desk.ledger()).invoices).toHaveLength(before + 1);
    expect(await health(desk)).toBe(200);
  });
});
