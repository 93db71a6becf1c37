import { afterEach, describe, expect, it } from 'vitest';
import { dialect } from './db/dialect.ts';
import { breakStorage, endConnections } from './db/storage-trouble.ts';
import { backgroundJobs } from './dependencies.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { type DraftFixture, openDraftFixture } from './testing/draft-fixture.ts';

/** Longer than the lease of an operation with the time-out of these tests. */
const untilResolved = 6 * 10_000 + 15_000 + 125_000;

/** A form whose texts need room that the database does not have any more. */
const longForm = async (fixture: DraftFixture) => {
  const form = await fixture.form();
  const [line] = form.content.lines;
  const lines = Array.from({ length: 10 }, (_, n) => ({
    ...line,
    key: `${n}`,
    description: 'x'.repeat(3_500),
  }));
  return { ...form, content: { ...form.content, lines } };
};

const health = async ({ app }: DraftFixture) => (await app.inject({ url: '/readyz' })).statusCode;

/** Requests to create an invoice. */
const posts = async (fixture: DraftFixture) =>
  (await fixture.calls()).filter((call) => call === 'POST invoice');

let schedulers: Scheduler[] = [];
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop()));
  schedulers = [];
});

const startBackground = (fixture: DraftFixture) => {
  schedulers.push(startScheduler(fixture.dependencies, backgroundJobs));
};

const told = (fixture: DraftFixture, message: string) =>
  fixture.logged.filter((line) => line.includes(`"${message}"`)).length;

describe.each(['full', 'read_only'] as const)('a database that is %s', (trouble) => {
  it('refuses a save and a creation in so many words, sends nothing, and works again by itself', async () => {
    const fixture = await openDraftFixture();
    const form = await longForm(fixture);
    await fixture.forgetCalls();
    const repair = await breakStorage(fixture.dependencies.db, trouble);
    const { owner } = fixture.company;
    const saved = await fixture.call(owner, 'drafts/save', form);
    expect([saved.status, saved.body]).toMatchObject([
      503,
      { error: { code: 'storage_unavailable' } },
    ]);
    expect((await fixture.create(form)).body.error?.code).toBe('storage_unavailable');
    expect(await posts(fixture)).toEqual([]);
    expect(await health(fixture)).toBe(503);
    expect(told(fixture, 'the database does not work')).toBe(2);

    await repair();
    // A connection that was read-only is replaced after the call that finds out.
    await expect.poll(async () => (await fixture.create(form)).body.state).toBe('created');
    expect(await health(fixture)).toBe(200);
    expect(await posts(fixture)).toHaveLength(1);
  });

  it('leaves a creation unconfirmed whose outcome it could not store, and the background resolves it', async () => {
    const fixture = await openDraftFixture('us', { env: { RESOLVE_EVERY_MS: '5' } });
    const form = await longForm(fixture);
    const before = (await fixture.ledger()).invoices.length;
    const { quickbooks } = fixture.dependencies;
    const { createInvoice } = quickbooks;
    let repair = async () => {};
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      repair = await breakStorage(fixture.dependencies.db, trouble);
      return answer;
    };
    const { status, body } = await fixture.create(form);
    expect([status, body.error?.code]).toEqual([503, 'not_recorded']);
    expect((await fixture.status(form.draftId)).body.state).toBe('sending');

    startBackground(fixture);
    fixture.clock.advance(untilResolved);
    if (trouble === 'read_only') {
      await expect.poll(() => told(fixture, 'no turns taken')).toBe(1);
      fixture.clock.advance(61_000);
      await expect.poll(() => told(fixture, 'no turns taken')).toBe(2);
    }
    await repair();
    await expect
      .poll(async () => {
        fixture.clock.advance(10_000);
        return (await fixture.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect((await fixture.ledger()).invoices).toHaveLength(before + 1);
    if (trouble === 'read_only') expect(told(fixture, 'turns are taken again')).toBe(1);
  });
});

describe.runIf(dialect === 'postgres')('connections that are ended', () => {
  it('while QuickBooks answers leave one invoice, told or found out', async () => {
    const fixture = await openDraftFixture('us', { env: { RESOLVE_EVERY_MS: '5' } });
    const form = await fixture.form();
    const before = (await fixture.ledger()).invoices.length;
    const { quickbooks, db } = fixture.dependencies;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      await endConnections(db);
      return answer;
    };
    await fixture.create(form);
    startBackground(fixture);
    await expect
      .poll(async () => {
        fixture.clock.advance(10_000);
        return (await fixture.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect((await fixture.ledger()).invoices).toHaveLength(before + 1);
    expect(await health(fixture)).toBe(200);
  });
});
