import { describe, expect, test } from 'vitest';
import { auditEntries } from '../../audit/tables.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { untilOver } from '../../testing/draft-fixture.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';
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

/** Audit entries of the invoice, without its creation. */
const happenings = async (fixture: InvoiceFixture) =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ subject, action }) => subject === fixture.invoiceId && action !== 'invoice_created',
  );

const lost = async (kind: InvoiceAction, fault: object, differs: object = {}) => {
  const fixture = await openInvoiceFixture();
  await fixture.forgetCalls();
  await fixture.fault(fault);
  const { status, body } = await fixture.act(kind, differs);
  expect([status, body]).toMatchObject([200, { invoice: { checking: kind, can: [] } }]);
  return fixture;
};

describe.concurrent.each(invoiceActions)('an unanswered %s', (kind) => {
  test.each(doneFaults)(
    'that QuickBooks executed (%s) is found after two minutes',
    async (_, fault) => {
      const fixture = await lost(kind, fault);
      expect(await fixture.resolveChanges()).toBe(0);
      fixture.clock.advance(120_000);
      expect(await fixture.resolveChanges()).toBe(0);
      fixture.clock.advance(10_000);
      expect(await fixture.resolveChanges()).toBe(1);
      expect(await fixture.row()).toMatchObject({
        ...afterwards[kind],
        checking: null,
        notDone: null,
      });
      expect(await happenings(fixture)).toHaveLength(1);
      expect(await fixture.writes()).toBe(1);
      expect(await fixture.mails()).toHaveLength(kind === 'send' ? 1 : 0);
      expect(await fixture.resolveChanges()).toBe(0);
    },
  );

  test.each(notDoneFaults)(
    'that QuickBooks did not execute (%s) is reported as not done',
    async (_, fault) => {
      const fixture = await lost(kind, fault);
      fixture.clock.advance(untilOver);
      await fixture.resolveChanges();
      const expected = { status: 'open', delivery: 'not_sent', checking: null, notDone: kind };
      expect(await fixture.row()).toMatchObject({ ...expected, can: invoiceActions });
      expect((await fixture.refresh()).invoices).toMatchObject([expected]);
      expect(await happenings(fixture)).toEqual([]);
      expect(await fixture.act(kind)).toMatchObject({ body: { invoice: { notDone: null } } });
      expect(await fixture.row()).toMatchObject({ ...afterwards[kind], notDone: null });
      expect(await happenings(fixture)).toHaveLength(1);
    },
  );

  test('blocks other actions until it is resolved, whatever a refresh returns', async () => {
    const fixture = await lost(kind, { fault: 'reset-after' });
    await fixture.refresh();
    expect(await fixture.row()).toMatchObject({ checking: kind, can: [] });
    for (const other of invoiceActions) {
      expect(await fixture.act(other)).toMatchObject({
        status: 409,
        body: { error: { code: 'invoice_busy' } },
      });
    }
    expect(await fixture.writes()).toBe(1);
  });

  test('is continued by another process when the first one dies', async ({ expect }) => {
    const env = { QUICKBOOKS_TIMEOUT_MS: '8000' };
    const fixture = await openInvoiceFixture('us', { env });
    await fixture.forgetCalls();
    await fixture.fault({ fault: 'late', delayMs: 3000 });
    const late = fixture.act(kind);
    await expect.poll(() => fixture.writes(), { timeout: 10_000 }).toBe(1);
    const next = await buildTestApp({ db: fixture.dependencies.db, env });
    next.clock.advance(untilOver);
    expect(await resolveDue(next.dependencies, [`${kind}_invoice`])).toBe(0);
    next.clock.advance(60_000);
    expect(await resolveDue(next.dependencies, [`${kind}_invoice`])).toBe(1);
    await late;
    expect(await fixture.row()).toMatchObject({ ...afterwards[kind], checking: null });
    expect(await happenings(fixture)).toHaveLength(1);
    expect(await fixture.writes()).toBe(1);
  });
});

describe.concurrent('a lookup that resolves an action', () => {
  test('is repeated when QuickBooks does not respond', async () => {
    const fixture = await lost('void', { fault: 'reset-after' });
    fixture.clock.advance(untilOver);
    await fixture.faultOnRead({ fault: 'status', status: 503, times: 2 });
    expect(await fixture.resolveChanges()).toBe(1);
    expect(await fixture.row()).toMatchObject({ checking: 'void' });
    expect(await fixture.resolveChanges()).toBe(0);
    fixture.clock.advance(60_000);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ status: 'voided', checking: null });
  });

  test('waits while another realm or none is connected', async () => {
    const fixture = await lost('void', { fault: 'reset-after' });
    await fixture.call(fixture.company.owner, 'connection/disconnect');
    fixture.clock.advance(untilOver);
    expect(await fixture.resolveChanges()).toBe(0);
  });

  test('reports nothing for an edit that has become impossible', async () => {
    const fixture = await lost('edit', { fault: 'reset-before' });
    await fixture.voidInQuickbooks();
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ status: 'voided', checking: null, notDone: null });
  });

  test('reports an invoice deleted in QuickBooks as deleted only', async () => {
    const fixture = await lost('edit', { fault: 'reset-before' });
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ status: 'deleted', checking: null, notDone: null });
  });
});

describe.concurrent('an e-mail', () => {
  test('that was sent before does not count as the lost one', async () => {
    const fixture = await openInvoiceFixture();
    expect(await fixture.act('send')).toMatchObject({ body: { invoice: { delivery: 'sent' } } });
    fixture.clock.advance(1_000);
    await fixture.fault({ fault: 'reset-before' });
    await fixture.act('send');
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ delivery: 'sent', notDone: 'send' });
  });

  test('is not sent when the response to storing its copy address was lost', async () => {
    const fixture = await lost('send', { fault: 'reset-after' }, { cc: 'boss@larch.example' });
    expect(await fixture.inQuickbooks()).toMatchObject({
      BillEmailCc: { Address: 'boss@larch.example' },
    });
    fixture.clock.advance(untilOver);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ delivery: 'not_sent', notDone: 'send' });
    expect(await fixture.inQuickbooks()).toMatchObject({ EmailStatus: 'NotSet' });
    await fixture.act('send', { cc: 'boss@larch.example' });
    expect(await fixture.row()).toMatchObject({ delivery: 'sent', notDone: null });
    expect(await fixture.mails()).toMatchObject([{ to: 'accounts@larch.example' }]);
  });
});
