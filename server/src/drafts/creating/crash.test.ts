import { and, eq } from 'drizzle-orm';
import { describe, type ExpectStatic, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { operations } from '../../operations/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { control } from '../../testing/control.ts';
import {
  type DraftFixture,
  impatient,
  openDraftFixture,
  untilOver,
} from '../../testing/draft-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

/** Longer than any lease. */
const leaseOver = 80_000;

/** Another process on the same database, after the lease of the first has expired. */
const successor = async (fixture: DraftFixture) => {
  const app = await buildTestApp({ db: fixture.dependencies.db });
  app.clock.advance(leaseOver);
  return {
    ...app,
    resolve: () => resolveDue(app.dependencies, ['create_invoice', 'draft_customer']),
  };
};

/** Waits until QuickBooks has the request; `expect` belongs to the test, as several run at once. */
const requestArrived = (fixture: DraftFixture, { poll }: ExpectStatic) =>
  poll(() => fixture.requestIds()).not.toEqual([]);

/** Counts the notes and audit entries of the creation. */
const followUps = async (fixture: DraftFixture, draft: { dealId: number }) => {
  const { db } = fixture.dependencies;
  const isNote = and(eq(operations.kind, 'deal_note'), eq(operations.dealId, draft.dealId));
  const notes = await db.select().from(operations).where(isNote);
  const entries = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, 'invoice_created'));
  return { notes: notes.length, entries: entries.length };
};

describe.concurrent('a server that crashes while sending', () => {
  test('keeps the draft until its lease expires', async ({ expect }) => {
    const fixture = await openDraftFixture('us', impatient);
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'hang' });
    const lost = fixture.create(form);
    await requestArrived(fixture, expect);
    expect(await fixture.resolve()).toBe(0);
    expect((await fixture.status(form.draftId)).body.state).toBe('sending');
    await lost;
  });

  test('is succeeded by another that finds the invoice; a late response changes nothing', async ({
    expect,
  }) => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'late', delayMs: 3000 });
    const late = fixture.create(form);
    await requestArrived(fixture, expect);
    const next = await successor(fixture);
    expect(await next.resolve()).toBe(1);
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect((await late).body.state).toBe('created');
    expect(await followUps(fixture, form)).toEqual({ notes: 1, entries: 1 });
    expect(await fixture.made()).toHaveLength(1);
  });

  test('may have sent until its lease expired, so nothing is repeated before', async ({
    expect,
  }) => {
    const fixture = await openDraftFixture('us', impatient);
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'hang' });
    const lost = fixture.create(form);
    await requestArrived(fixture, expect);
    const next = await successor(fixture);
    next.clock.advance(untilOver - leaseOver);
    await next.resolve();
    await lost;
    expect(await fixture.requestIds()).toHaveLength(1);
    next.clock.advance(leaseOver);
    await next.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });

  test('does not reopen the form after another has taken the lease', async ({ expect }) => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await fixture.form();
    const { apiUrl } = fixture.dependencies.settings.quickbooks;
    const path = `/v3/company/${fixture.company.realmId}/invoice`;
    await control(apiUrl, 'POST', 'latency', { ms: 3000, path });
    await fixture.fault({ fault: 'status', status: 400, code: '6000' });
    const late = fixture.create(form);
    await requestArrived(fixture, expect);
    const next = await successor(fixture);
    await next.resolve();
    expect((await late).body).toMatchObject({ state: 'unknown', refusal: null });
    await control(apiUrl, 'POST', 'latency', { ms: 0, path });
    next.clock.advance(untilOver);
    await next.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });

  test('between customer and invoice is succeeded by one that creates the invoice', async ({
    expect,
  }) => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = fixture.create(form);
    await requestArrived(fixture, expect);
    const next = await successor(fixture);
    await next.resolve();
    expect((await late).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
    const { customers } = await fixture.realmContents();
    const named = customers.filter(({ DisplayName }) => DisplayName === 'Garden Studio Tenant');
    expect(named).toHaveLength(1);
  });
});
