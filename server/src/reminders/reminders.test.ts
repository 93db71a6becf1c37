import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import { invoices } from '../invoices/tables.ts';
import { problemsOf } from '../testing/problems-fixture.ts';
import { openRemindersFixture } from '../testing/reminders-fixture.ts';
import { reminderNames } from './contract.ts';
import { findDueInvoices, isNeeded } from './due-invoices.ts';
import { sentReminders } from './tables.ts';

type Fixture = Awaited<ReturnType<typeof openRemindersFixture>>;

const states = async ({ dependencies }: Fixture) =>
  (await dependencies.db.select().from(sentReminders)).map(({ name, state }) => [name, state]);

/** An invoice that was overdue for ten days when reminders were switched on for all. */
const openReminded = async () => {
  const fixture = await openRemindersFixture();
  await fixture.date({ issued: 40, due: 10 });
  expect((await fixture.save('overdue', { includeExisting: true })).status).toBe(200);
  return fixture;
};

describe.concurrent('reminders', () => {
  it('add one activity to the deal once an invoice is overdue for the days', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 30, due: 3 });
    await fixture.save('overdue');
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.nextDays(3);
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.nextDays(1);
    await fixture.work();
    const row = await fixture.row();
    expect(await fixture.activities()).toMatchObject([
      {
        subject: `Ask ${row?.customerName} about ${row?.number}`,
        type: 'task',
        owner_id: fixture.company.owner.userId,
        due_date: await fixture.companyDate(),
        note: expect.stringContaining('Open in QuickBooks'),
        done: false,
      },
    ]);
    await fixture.nextDays(1);
    await fixture.work();
    expect(await fixture.activities()).toHaveLength(1);
  });

  it('leave out invoices that had reached the days before, unless they are included', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 40, due: 10 });
    expect(await fixture.existing('overdue', 7)).toBe(1);
    expect(await fixture.existing('overdue', 11)).toBe(0);
    await fixture.save('overdue');
    await fixture.work();
    await fixture.nextDays(2);
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.save('overdue', { includeExisting: true });
    await fixture.work();
    expect(await fixture.activities()).toHaveLength(1);
    expect(await fixture.existing('overdue', 7)).toBe(0);
  });

  it('remind of an unsent invoice, and of none that was sent', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 5 });
    const unsent = { days: 5, text: 'Send {number}', includeExisting: true };
    await fixture.save('unsent', { ...unsent, enabled: false });
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.save('unsent', unsent);
    await fixture.work();
    const number = (await fixture.row())?.number;
    expect(await fixture.activities()).toMatchObject([{ subject: `Send ${number}`, done: false }]);
    await fixture.act('send', { seen: (await fixture.show()).seen });
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ done: true }]);
  });

  it('remind of the due date once, until the invoice is paid', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 5, due: -4 });
    const text = '{number} is due in {days} days';
    await fixture.save('due', { days: 3, text });
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.nextDays(1);
    await fixture.work();
    const subject = `${(await fixture.row())?.number} is due in 3 days`;
    const open = { subject, due_date: await fixture.companyDate(), done: false };
    expect(await fixture.activities()).toMatchObject([open]);
    await fixture.nextDays(5);
    await fixture.pay(40);
    await fixture.refresh();
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([open]);
    await fixture.pay(60);
    await fixture.refresh();
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ subject, done: true }]);
    expect(await states(fixture)).toEqual([['due', 'done']]);
  });

  it('remind of no due date that has passed, and of a close one only if included', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 5, due: 1 });
    expect(await fixture.existing('due', 7)).toBe(0);
    await fixture.date({ due: -2 });
    expect(await fixture.existing('due', 1)).toBe(0);
    expect(await fixture.existing('due', 7)).toBe(1);
    await fixture.save('due');
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    await fixture.save('due', { text: '{days} days', includeExisting: true });
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ subject: '2 days' }]);
  });

  it.each([
    ['paid', (fixture: Fixture) => fixture.pay()],
    ['voided', (fixture: Fixture) => fixture.voidInQuickbooks()],
    ['given more time', (fixture: Fixture) => fixture.date({ due: -5 })],
  ])('mark the activity as done when the invoice is %s', async (_, happens) => {
    const fixture = await openReminded();
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ done: false }]);
    await happens(fixture);
    await fixture.refresh();
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ done: true }]);
    expect(await states(fixture)).toEqual([['overdue', 'done']]);
  });

  it('keep an activity open while the invoice is only partly paid', async () => {
    const fixture = await openReminded();
    await fixture.work();
    await fixture.pay(40);
    await fixture.refresh();
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ done: false }]);
  });

  it('leave an activity that a user has changed or deleted', async () => {
    const changed = await openReminded();
    await changed.work();
    const [activity] = await changed.activities();
    await changed.inPipedrive('POST', `activities/${activity?.id}`, { due_date: '2027-01-15' });
    await changed.pay();
    await changed.refresh();
    await changed.work();
    expect(await changed.activities()).toMatchObject([{ due_date: '2027-01-15', done: false }]);
    expect(await states(changed)).toEqual([['overdue', 'left']]);

    const deleted = await openReminded();
    await deleted.work();
    const [gone] = await deleted.activities();
    await deleted.inPipedrive('DELETE', `activities/${gone?.id}`);
    await deleted.pay();
    await deleted.refresh();
    await deleted.work();
    expect(await deleted.activities()).toEqual([]);
    expect(await states(deleted)).toEqual([['overdue', 'left']]);
  });

  it.each([
    ['was lost', { fault: 'reset-after' }, 1],
    ['was an error', { fault: 'status', status: 500 }, 0],
    ['never came because the request was cut off', { fault: 'reset-before' }, 0],
  ])('are added once when the response %s', async (_, response, atOnce) => {
    const fixture = await openReminded();
    await fixture.fault('POST', response);
    await fixture.work();
    expect(await fixture.activities()).toHaveLength(atOnce);
    fixture.clock.advance(150_000);
    await fixture.work();
    fixture.clock.advance(150_000);
    await fixture.work();
    expect(await fixture.activities()).toHaveLength(1);
    expect(await states(fixture)).toEqual([['overdue', 'open']]);
  });

  it('mark an activity as done after the first response was lost', async () => {
    const fixture = await openReminded();
    await fixture.work();
    const [activity] = await fixture.activities();
    await fixture.fault('PATCH', {
      match: { method: 'PATCH', path: `/api/v2/activities/${activity?.id}` },
      fault: 'reset-after',
    });
    await fixture.pay();
    await fixture.refresh();
    await fixture.work();
    fixture.clock.advance(150_000);
    await fixture.work();
    expect(await fixture.activities()).toMatchObject([{ done: true }]);
    expect(await states(fixture)).toEqual([['overdue', 'done']]);
  });

  it('are not added when the invoice was paid before the activity was sent', async () => {
    const fixture = await openReminded();
    await fixture.fault('POST', { fault: 'status', status: 429, headers: { 'retry-after': '90' } });
    await fixture.work();
    await fixture.pay();
    await fixture.refresh();
    fixture.clock.advance(150_000);
    await fixture.work();
    expect(await fixture.activities()).toEqual([]);
    expect(await states(fixture)).toEqual([['overdue', 'unneeded']]);
  });

  it('are given up when Pipedrive rejects them, and added when retried', async () => {
    const fixture = await openRemindersFixture();
    await fixture.date({ issued: 40, due: 10 });
    await fixture.save('overdue', { includeExisting: true });
    await fixture.fault('POST', { fault: 'status', status: 400 });
    await fixture.work();
    expect(await states(fixture)).toEqual([['overdue', 'failed']]);
    const { db } = fixture.dependencies;
    const given = await db
      .select()
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.companyId, fixture.company.companyId),
          eq(auditEntries.action, 'reminder_given_up'),
        ),
      );
    expect(given).toMatchObject([{ details: { why: 'not_possible' } }]);
    const problems = problemsOf(fixture, fixture.company.owner);
    const [problem] = await problems.ofKind('operation');
    expect(problem).toMatchObject({ subject: 'add_reminder', code: 'not_possible' });
    await problems.retry(problem?.id ?? '');
    await fixture.work();
    expect(await states(fixture)).toEqual([['overdue', 'open']]);
    expect(await fixture.activities()).toHaveLength(1);
  });

  it('are assigned to the owner of the deal or to the chosen user', async () => {
    const fixture = await openRemindersFixture();
    const { colleague, owner } = fixture.company;
    await fixture.date({ issued: 40, due: 10 });
    await fixture.inPipedrive('POST', `deals/${fixture.dealId}`, {
      companyId: fixture.company.companyId,
      owner_id: colleague.userId,
    });
    await fixture.save('overdue', { assignee: 'deal_owner', includeExisting: true });
    const user = { assignee: 'user' as const, assigneeId: owner.userId };
    await fixture.save('unsent', { ...user, text: 'Send', includeExisting: true });
    await fixture.work();
    const owners = (await fixture.activities()).map((one) => [one.subject, one.owner_id]);
    expect(owners.sort()).toEqual([
      [expect.stringContaining('Ask'), colleague.userId],
      ['Send', owner.userId],
    ]);
  });

  it('show amounts only while the setting of notes shows them', async () => {
    const fixture = await openRemindersFixture();
    const { owner } = fixture.company;
    await fixture.date({ issued: 40, due: 10 });
    const text = '{amount} of {number}';
    expect((await fixture.save('overdue', { text })).body).toMatchObject({
      error: { code: 'not_possible' },
    });
    const { body } = await fixture.call(owner, 'preferences/show', {});
    const { suggested } = body as { suggested: object };
    const setNotes = (notes: string) =>
      fixture.call(owner, 'preferences/save', { ...suggested, notes });
    await setNotes('amount');
    expect((await fixture.showReminders()).amountsAllowed).toBe(true);
    expect((await fixture.save('overdue', { text, includeExisting: true })).status).toBe(200);
    await fixture.work();
    expect((await fixture.activities())[0]?.subject).toMatch(/^\$100\.00 of /);
  });

  it('refuse users and types that Pipedrive does not know', async () => {
    const fixture = await openRemindersFixture();
    const user = { assignee: 'user' as const, assigneeId: 1 };
    expect((await fixture.save('overdue', user)).status).toBe(404);
    expect((await fixture.save('overdue', { activityType: 'gone' })).status).toBe(404);
  });

  it('can be read but not changed by a colleague, who sees no invoice', async () => {
    const fixture = await openRemindersFixture();
    const { colleague, owner } = fixture.company;
    await fixture.save('overdue');
    const shown = await fixture.showReminders(colleague);
    expect(shown).toMatchObject({ example: null, users: [], owner: { isYou: false } });
    expect(await fixture.showReminders(owner)).toMatchObject({
      example: { number: (await fixture.row())?.number },
      owner: { isYou: true },
    });
    for (const answer of [
      await fixture.save('overdue', { enabled: false }, colleague),
      await fixture.call(colleague, 'reminders/existing', { name: 'overdue', days: 7 }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'not_owner' } } });
    }
    const other = await openRemindersFixture();
    expect((await other.showReminders()).settings).toMatchObject([
      { name: 'unsent', enabled: false },
      { name: 'due', enabled: false },
      { name: 'overdue', enabled: false },
    ]);
  });

  it('find the same invoices in SQL as by status', async () => {
    const { dependencies, company, invoiceId, companyDate } = await openRemindersFixture();
    const realmKey = { companyId: company.companyId, realmId: company.realmId };
    const today = await companyDate();
    const search = { days: 1, startAfter: null, today };
    const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString();
    for (const emailStatus of [null, 'NotSet', 'NeedToSend', 'EmailSent', 'EMAIL_SENT'])
      for (const eInvoiceStatus of [null, 'Sent', 'VIEWED', 'Delivery_Error'])
        for (const balance of ['0.00', '100.00'])
          for (const [deleted, dueDate] of [
            [true, '2026-01-31'],
            [false, '2026-01-31'],
            [true, tomorrow],
            [false, tomorrow],
            [false, null],
          ] as const) {
            const set = {
              issueDate: '2026-01-01',
              dueDate,
              emailStatus,
              eInvoiceStatus,
              balance,
              deleted,
            };
            await transact(dependencies.db, (tx) =>
              tx.update(invoices).set(set).where(eq(invoices.invoiceId, invoiceId)),
            );
            const [row] = await dependencies.db
              .select()
              .from(invoices)
              .where(eq(invoices.invoiceId, invoiceId));
            if (!row) throw new Error('no row');
            for (const name of reminderNames) {
              const found = await findDueInvoices(
                dependencies.db,
                realmKey,
                { name, ...search },
                10,
              );
              expect(found.length === 1, JSON.stringify({ name, ...set })).toBe(
                isNeeded(name, row, today),
              );
            }
          }
  });
});
