import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { type InvoiceDesk, openInvoiceDesk } from '../../testing/invoice-desk.ts';
import { resolveDue } from '../../testing/run-due.ts';
import { untilOver } from '../../testing/sales-desk.ts';
import { type InvoiceAction, invoiceActions } from '../contract.ts';

const afterwards: Record<InvoiceAction, object> = {
  void: { status: 'voided', can: ['delete'] },
  delete: { status: 'deleted', can: [] },
  send: { status: 'open', delivery: 'sent' },
  edit: { status: 'open', can: invoiceActions },
};

const doneFaults = [
  ['cut off afterwards', { fault: 'reset-after' }],
  ['answered too late', { fault: 'late', delayMs: 3300 }],
] as const;

const notDoneFaults = [
  ['cut off before', { fault: 'reset-before' }],
  ['a 500', { fault: 'status', status: 500 }],
] as const;

/** What the history says happened to the invoice from here, its creation left out. */
const happenings = async (desk: InvoiceDesk) =>
  (await desk.doors.db.select().from(auditEntries)).filter(
    ({ subject, action }) => subject === desk.invoiceId && action !== 'invoice_created',
  );

const lost = async (kind: InvoiceAction, fault: object, differs: object = {}) => {
  const desk = await openInvoiceDesk();
  await desk.forgetCalls();
  await desk.fault(fault);
  const { status, body } = await desk.act(kind, differs);
  expect([status, body]).toMatchObject([200, { invoice: { checking: kind, can: [] } }]);
  return desk;
};

describe.concurrent.each(invoiceActions)('an unanswered %s', (kind) => {
  test.each(doneFaults)('that was %s is found once two minutes have passed', async (_, fault) => {
    const desk = await lost(kind, fault);
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(120_000);
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(10_000);
    expect(await desk.settleChanges()).toBe(1);
    expect(await desk.row()).toMatchObject({
      ...afterwards[kind],
      checking: null,
      notDone: null,
    });
    expect(await happenings(desk)).toHaveLength(1);
    expect(await desk.writes()).toBe(1);
    expect(await desk.mails()).toHaveLength(kind === 'send' ? 1 : 0);
    expect(await desk.settleChanges()).toBe(0);
  });

  test.each(notDoneFaults)('that was %s is told as not done', async (_, fault) => {
    const desk = await lost(kind, fault);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    const told = { status: 'open', delivery: 'not_sent', checking: null, notDone: kind };
    expect(await desk.row()).toMatchObject({ ...told, can: invoiceActions });
    expect((await desk.refresh()).invoices).toMatchObject([told]);
    expect(await happenings(desk)).toEqual([]);
    expect(await desk.act(kind)).toMatchObject({ body: { invoice: { notDone: null } } });
    expect(await desk.row()).toMatchObject({ ...afterwards[kind], notDone: null });
    expect(await happenings(desk)).toHaveLength(1);
  });

  test('lets nothing else be done meanwhile, whatever a look shows', async () => {
    const desk = await lost(kind, { fault: 'reset-after' });
    await desk.refresh();
    expect(await desk.row()).toMatchObject({ checking: kind, can: [] });
    for (const other of invoiceActions) {
      expect(await desk.act(other)).toMatchObject({
        status: 409,
        body: { error: { code: 'invoice_busy' } },
      });
    }
    expect(await desk.writes()).toBe(1);
  });

  test('is settled by another process when the first dies', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const desk = await openInvoiceDesk('us', { env });
    await desk.forgetCalls();
    await desk.fault({ fault: 'late', delayMs: 3000 });
    const late = desk.act(kind);
    await expect.poll(() => desk.writes(), { timeout: 10_000 }).toBe(1);
    const next = await buildTestApp({ db: desk.doors.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.doors, [`${kind}_invoice`])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.doors, [`${kind}_invoice`])).toBe(1);
    await late;
    expect(await desk.row()).toMatchObject({ ...afterwards[kind], checking: null });
    expect(await happenings(desk)).toHaveLength(1);
    expect(await desk.writes()).toBe(1);
  });
});

describe.concurrent('a look that is to settle an action', () => {
  test('comes again when QuickBooks does not answer it', async () => {
    const desk = await lost('void', { fault: 'reset-after' });
    desk.clock.advance(untilOver);
    await desk.faultOnRead({ fault: 'status', status: 503, times: 2 });
    expect(await desk.settleChanges()).toBe(1);
    expect(await desk.row()).toMatchObject({ checking: 'void' });
    expect(await desk.settleChanges()).toBe(0);
    desk.clock.advance(60_000);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ status: 'voided', checking: null });
  });

  test('waits while other books are connected, or none', async () => {
    const desk = await lost('void', { fault: 'reset-after' });
    await desk.call(desk.company.holder, 'connection/disconnect');
    desk.clock.advance(untilOver);
    expect(await desk.settleChanges()).toBe(0);
  });

  test('says nothing of an edit that can no longer be made', async () => {
    const desk = await lost('edit', { fault: 'reset-before' });
    await desk.voidInBooks();
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ status: 'voided', checking: null, notDone: null });
  });

  test('says nothing of an invoice that somebody deleted, but that it is gone', async () => {
    const desk = await lost('edit', { fault: 'reset-before' });
    await desk.deleteInBooks(desk.invoiceId);
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ status: 'deleted', checking: null, notDone: null });
  });
});

describe.concurrent('an e-mail', () => {
  test('that was sent before does not pass for one that got lost', async () => {
    const desk = await openInvoiceDesk();
    expect(await desk.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
    desk.clock.advance(1_000);
    await desk.fault({ fault: 'reset-before' });
    await desk.act('send');
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ delivery: 'sent', notDone: 'send' });
  });

  test('is not sent when the place for its copy got lost', async () => {
    const desk = await lost('send', { fault: 'reset-after' }, { cc: 'boss@larch.example' });
    expect(await desk.inBooks()).toMatchObject({ BillEmailCc: { Address: 'boss@larch.example' } });
    desk.clock.advance(untilOver);
    await desk.settleChanges();
    expect(await desk.row()).toMatchObject({ delivery: 'not_sent', notDone: 'send' });
    expect(await desk.inBooks()).toMatchObject({ EmailStatus: 'NotSet' });
    await desk.act('send', { cc: 'boss@larch.example' });
    expect(await desk.row()).toMatchObject({ delivery: 'sent', notDone: null });
    expect(await desk.mails()).toMatchObject([{ to: 'accounts@larch.example' }]);
  });
});
