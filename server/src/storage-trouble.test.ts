import { afterEach, describe, expect, it } from 'vitest';
import { dialect } from './db/dialect.ts';
import { backgroundJobs } from './dependencies.ts';
import { type Scheduler, startScheduler } from './scheduler/scheduler.ts';
import { breakStorage, endConnections } from './testing/break-storage.ts';
import { type DraftFixture, openDraftFixture } from './testing/draft-fixture.ts';

/** Longer than the lease of an operation under the time-out of these tests. */
const untilResolved = 6 * 10_000 + 15_000 + 125_000;

/** A form whose texts no longer fit into the database. */
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

/** Requests to QuickBooks that create an invoice. */
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

const countLogged = (fixture: DraftFixture, message: string) =>
  fixture.logged.filter((line) => line.includes(`"${message}"`)).length;

describe.each(['full', 'read_only'] as const)('a database that is %s', (trouble) => {
  it('rejects saves and creations with an explanation, sends nothing and recovers by itself', async () => {
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
    expect(countLogged(fixture, 'the database does not work')).toBe(2);

    await repair();
    // A read-only connection is replaced after the call that fails on it.
    await expect.poll(async () => (await fixture.create(form)).body.state).toBe('created');
    expect(await health(fixture)).toBe(200);
    expect(await posts(fixture)).toHaveLength(1);
  });

  it('leaves a creation unconfirmed whose outcome it could not store, and the background resolves it', async () => {
    const fixture = await openDraftFixture('us', { env: { RESOLVE_EVERY_MS: '5' } });
    const form = await longForm(fixture);
    const before = (await fixture.realmContents()).invoices.length;
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
      await expect.poll(() => countLogged(fixture, 'could not take turns')).toBe(1);
      fixture.clock.advance(61_000);
      await expect.poll(() => countLogged(fixture, 'could not take turns')).toBe(2);
    }
    await repair();
    await expect
      .poll(async () => {
        fixture.clock.advance(10_000);
        return (await fixture.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect((await fixture.realmContents()).invoices).toHaveLength(before + 1);
    if (trouble === 'read_only') expect(countLogged(fixture, 'turns are taken again')).toBe(1);
  });
});

describe.runIf(dialect === 'postgres')('connections that are ended', () => {
  it('while QuickBooks responds creates one invoice, reported at once or found by a lookup', async () => {
    const fixture = await openDraftFixture('us', { env: { RESOLVE_EVERY_MS: '5' } });
    const form = await fixture.form();
    const before = (await fixture.realmContents()).invoices.length;
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
    expect((await fixture.realmContents()).invoices).toHaveLength(before + 1);
    expect(await health(fixture)).toBe(200);
  });
});
