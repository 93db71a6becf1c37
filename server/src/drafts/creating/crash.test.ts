import { and, eq } from 'drizzle-orm';
import { describe, type ExpectStatic, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { operations } from '../../operations/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { control } from '../../testing/control.ts';
import { resolveDue } from '../../testing/run-due.ts';
import { type Desk, impatient, openDesk, untilOver } from '../../testing/sales-desk.ts';

/** Longer than any lease. */
const leaseOver = 80_000;

/** Another process on the same database, in which the lease of the first has run out. */
const successor = async (desk: Desk) => {
  const app = await buildTestApp({ db: desk.doors.db });
  app.clock.advance(leaseOver);
  return { ...app, settle: () => resolveDue(app.doors, ['create_invoice', 'draft_customer']) };
};

/** The request has reached QuickBooks; `expect` is the test's own, as several run at once. */
const arrived = (desk: Desk, { poll }: ExpectStatic) =>
  poll(() => desk.requestIds()).not.toEqual([]);

/** How many notes and audit entries follow from the creation. */
const followUps = async (desk: Desk, draft: { dealId: number }) => {
  const { db } = desk.doors;
  const isNote = and(eq(operations.kind, 'deal_note'), eq(operations.dealId, draft.dealId));
  const notes = await db.select().from(operations).where(isNote);
  const entries = await db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, 'invoice_created'));
  return { notes: notes.length, entries: entries.length };
};

describe.concurrent('a server that dies while it sends', () => {
  test('leaves the draft alone as long as it could still be alive', async ({ expect }) => {
    const desk = await openDesk('us', impatient);
    await desk.forgetCalls();
    const form = await desk.form();
    await desk.fault({ fault: 'hang' });
    const lost = desk.create(form);
    await arrived(desk, expect);
    expect(await desk.settle()).toBe(0);
    expect((await desk.status(form.draftId)).body.state).toBe('sending');
    await lost;
  });

  test('is followed by one that finds the invoice; a late answer changes nothing', async ({
    expect,
  }) => {
    const desk = await openDesk();
    await desk.forgetCalls();
    const form = await desk.form();
    await desk.fault({ fault: 'late', delayMs: 3000 });
    const late = desk.create(form);
    await arrived(desk, expect);
    const next = await successor(desk);
    expect(await next.settle()).toBe(1);
    expect((await desk.status(form.draftId)).body.state).toBe('created');
    expect((await late).body.state).toBe('created');
    expect(await followUps(desk, form)).toEqual({ notes: 1, entries: 1 });
    expect(await desk.made()).toHaveLength(1);
  });

  test('may have been sending until the end of its lease, so nothing is repeated before', async ({
    expect,
  }) => {
    const desk = await openDesk('us', impatient);
    await desk.forgetCalls();
    const form = await desk.form();
    await desk.fault({ fault: 'hang' });
    const lost = desk.create(form);
    await arrived(desk, expect);
    const next = await successor(desk);
    next.clock.advance(untilOver - leaseOver);
    await next.settle();
    await lost;
    expect(await desk.requestIds()).toHaveLength(1);
    next.clock.advance(leaseOver);
    await next.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
    expect(await desk.made()).toHaveLength(1);
  });

  test('gives nothing back to the form once another has taken over', async ({ expect }) => {
    const desk = await openDesk();
    await desk.forgetCalls();
    const form = await desk.form();
    const { apiUrl } = desk.doors.settings.quickbooks;
    const path = `/v3/company/${desk.company.realmId}/invoice`;
    await control(apiUrl, 'POST', 'latency', { ms: 3000, path });
    await desk.fault({ fault: 'status', status: 400, code: '6000' });
    const late = desk.create(form);
    await arrived(desk, expect);
    const next = await successor(desk);
    await next.settle();
    expect((await late).body).toMatchObject({ state: 'unknown', refusal: null });
    await control(apiUrl, 'POST', 'latency', { ms: 0, path });
    next.clock.advance(untilOver);
    await next.settle();
    expect((await desk.status(form.draftId)).body.state).toBe('created');
    expect(await desk.made()).toHaveLength(1);
  });

  test('between customer and invoice is followed by one that makes the invoice', async ({
    expect,
  }) => {
    const desk = await openDesk();
    await desk.forgetCalls();
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'late', delayMs: 3000 }, 'customer');
    const late = desk.create(form);
    await arrived(desk, expect);
    const next = await successor(desk);
    await next.settle();
    expect((await late).body.state).toBe('created');
    expect(await desk.made()).toHaveLength(1);
    const { customers } = await desk.ledger();
    const named = customers.filter(({ DisplayName }) => DisplayName === 'Garden Studio Tenant');
    expect(named).toHaveLength(1);
  });
});
