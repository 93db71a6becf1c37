import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { invoices, unreadableRecords } from '../invoices/tables.ts';
import { control } from '../testing/control.ts';
import {
  classicBody,
  deliverWebhook,
  type WebhookChange,
  webhookEnv,
} from '../testing/deliver-webhook.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { runDue } from '../testing/run-due.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import { webhookEvents } from './tables.ts';

const minute = 60_000;

/** No read is cut off here, and on a busy machine one may take seconds. */
const patient = { QUICKBOOKS_TIMEOUT_MS: '30000' };

/** An invoice of 100.00 in a company whose server receives webhooks. */
const open = async (env: Record<string, string> = {}) => {
  const fixture = await openInvoiceFixture('us', { env: { ...webhookEnv, ...patient, ...env } });
  const { dependencies, company, invoiceId } = fixture;
  const { realmId } = company;
  const { db } = dependencies;
  await fixture.forgetCalls();
  return {
    ...fixture,
    realmId,
    async deliver(...changes: WebhookChange[]) {
      const answer = await deliverWebhook(fixture, classicBody(realmId, changes));
      expect(answer.statusCode).toBe(200);
    },
    work: () => runDue(dependencies, ['events']),
    async mirrored() {
      const [row] = await db.select().from(invoices).where(eq(invoices.invoiceId, invoiceId));
      return row;
    },
    waiting: async () => {
      const rows = await db.select().from(webhookEvents);
      return rows.filter(({ appliedAt }) => appliedAt === null);
    },
  };
};

const update = ({ invoiceId }: InvoiceFixture, operation = 'Update') => ({
  name: 'Invoice',
  id: invoiceId,
  operation,
});

const paid = (response: unknown) =>
  (response as { payment: { Id: string; SyncToken: string } }).payment;

describe('an event', () => {
  it('of an invoice and its payment reads each once', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay(25, '2026-03-01'));
    await fixture.deliver(update(fixture), { name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    expect((await fixture.calls()).toSorted()).toEqual(['GET invoice', 'GET payment']);
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00', readHow: 'event' });
    expect(await fixture.waiting()).toEqual([]);
    expect((await fixture.list()).ledger.rows).toMatchObject([{ paid: '25.00', open: '75.00' }]);
  });

  it('of an invoice and its payment reads one while it waits for the other', async () => {
    const fixture = await open();
    const { quickbooks } = fixture.dependencies;
    const { paymentNow, invoiceNow } = quickbooks;
    const order: string[] = [];
    quickbooks.paymentNow = async (...of) => {
      order.push('payment asked for');
      const payment = await paymentNow(...of);
      order.push('payment received');
      return payment;
    };
    quickbooks.invoiceNow = (...of) => {
      order.push('invoice asked for');
      return invoiceNow(...of);
    };
    const { Id } = paid(await fixture.pay(25));
    await fixture.deliver(update(fixture), { name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    expect(order).toEqual(['payment asked for', 'invoice asked for', 'payment received']);
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00' });
  });

  it('of a payment alone reads the invoices that it pays', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay());
    await fixture.deliver({ name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '0.00', paidOn: expect.any(String) });
  });

  it('of a payment that pays another invoice now reads the one that it paid before', async () => {
    const fixture = await open();
    const payment = paid(await fixture.pay());
    const event = { name: 'Payment', id: payment.Id, operation: 'Update' };
    await fixture.deliver({ ...event, lastUpdated: '2026-01-01' });
    await fixture.work();
    await writeInQuickbooks(fixture.dependencies, fixture.realmId, 'Payment', {
      ...payment,
      Line: [],
    });
    await fixture.deliver({ ...event, lastUpdated: '2026-01-02' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '100.00', paidOn: null });
  });

  it('of a payment that failed half-way still reads the invoice that it paid before', async () => {
    const fixture = await open();
    const { quickbooks } = fixture.dependencies;
    const payment = paid(await fixture.pay());
    const event = { name: 'Payment', id: payment.Id, operation: 'Update' };
    await fixture.deliver({ ...event, lastUpdated: '2026-01-01' });
    await fixture.work();
    const unlinked = { ...payment, Line: [] };
    await writeInQuickbooks(fixture.dependencies, fixture.realmId, 'Payment', unlinked);
    const { invoiceNow } = quickbooks;
    quickbooks.invoiceNow = async () => {
      quickbooks.invoiceNow = invoiceNow;
      throw new Error('The process was killed');
    };
    await fixture.deliver({ ...event, lastUpdated: '2026-01-02' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '0.00' });
    fixture.clock.advance(minute);
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '100.00' });
  });

  it('of a deleted payment reads the invoice that it paid', async () => {
    const fixture = await open();
    const payment = paid(await fixture.pay());
    const event = { name: 'Payment', id: payment.Id };
    await fixture.deliver({ ...event, operation: 'Create' });
    await fixture.work();
    await writeInQuickbooks(
      fixture.dependencies,
      fixture.realmId,
      'Payment',
      { ...payment },
      'delete',
    );
    await fixture.deliver({ ...event, operation: 'Delete' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '100.00' });
  });

  it('reads by id, so that a query that lags behind does no harm', async () => {
    const fixture = await open();
    await fixture.switches({ queriesLag: true });
    const { Id } = paid(await fixture.pay(40));
    await fixture.deliver(update(fixture), { name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '60.00' });
  });

  it('that comes five times in several deliveries is one read', async () => {
    const fixture = await open();
    await fixture.changeInQuickbooks({ PrivateNote: 'Deliver to the back door' });
    await fixture.forgetCalls();
    for (const second of [5, 3, 1, 2, 4]) {
      const lastUpdated = new Date(Date.now() + second * 1_000).toISOString();
      await fixture.deliver({ ...update(fixture), lastUpdated });
    }
    await fixture.work();
    expect(await fixture.calls()).toEqual(['GET invoice']);
    expect(await fixture.mirrored()).toMatchObject({ memo: 'Deliver to the back door' });
  });

  it('of an invoice that was read after it happened, for its payment, needs no call', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay(25));
    await fixture.deliver({ name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    await fixture.forgetCalls();
    const changedAt = (await fixture.mirrored())?.changedAt ?? 0;
    const later = (ms: number) => new Date(changedAt + ms).toISOString();
    await fixture.deliver({ ...update(fixture), lastUpdated: later(-5_001) });
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.waiting()).toEqual([]);
    for (const event of [
      { ...update(fixture), lastUpdated: later(2_000) },
      { ...update(fixture), lastUpdated: later(24 * 60 * minute) },
      { ...update(fixture, 'Delete'), lastUpdated: later(-5_002) },
    ]) {
      await fixture.deliver(event);
      await fixture.work();
      expect(await fixture.calls()).toEqual(['GET invoice']);
      await fixture.forgetCalls();
    }
  });

  it.each([
    { own: 'edit', operation: 'Update' },
    { own: 'send', operation: 'Emailed' },
    { own: 'void', operation: 'Void' },
    { own: 'delete', operation: 'Delete' },
  ] as const)('of our own $own needs no call, that of a later change one', async (one) => {
    const fixture = await open();
    expect(await fixture.act(one.own)).toMatchObject({ status: 200 });
    const row = await fixture.mirrored();
    const changedAt = Math.max(row?.changedAt ?? 0, Date.parse(row?.deliveredAt ?? '') || 0);
    await fixture.forgetCalls();
    const lastUpdated = new Date(changedAt).toISOString();
    await fixture.deliver({ ...update(fixture, one.operation), lastUpdated });
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.waiting()).toEqual([]);
    if (one.own === 'delete') return;
    const later = new Date(changedAt + 2_000).toISOString();
    await fixture.deliver({ ...update(fixture), lastUpdated: later });
    await fixture.work();
    expect(await fixture.calls()).toEqual(['GET invoice']);
  });

  it('of our own creation needs no call', async () => {
    const fixture = await open();
    const { createdAt = 0 } = (await fixture.mirrored()) ?? {};
    const lastUpdated = new Date(createdAt).toISOString();
    await fixture.deliver({ ...update(fixture, 'Create'), lastUpdated });
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.waiting()).toEqual([]);
  });

  it('of an invoice that is not mirrored is one read, unless it was deleted', async () => {
    const fixture = await open();
    await fixture.deliver({ name: 'Invoice', id: '4711', operation: 'Create' });
    await fixture.deliver({ name: 'Invoice', id: '4711', operation: 'Update' });
    await fixture.deliver({ name: 'Invoice', id: '4712', operation: 'Delete' });
    await fixture.work();
    expect(await fixture.calls()).toEqual(['GET invoice']);
    expect(await fixture.waiting()).toEqual([]);
  });

  it('needs no call when it concerns nothing that is mirrored or offered', async () => {
    const fixture = await open();
    const { owner } = fixture.company;
    await fixture.call(owner, 'sync-settings/change', { created: 'nothing' });
    await fixture.deliver({ name: 'Invoice', id: '4711', operation: 'Create' });
    await fixture.deliver({ name: 'Customer', id: '1', operation: 'Update' });
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.waiting()).toEqual([]);
  });

  it('needs no call while updates are off, and is left to the change feed', async () => {
    const fixture = await open();
    const { owner } = fixture.company;
    await fixture.call(owner, 'sync-settings/change', { updates: false });
    await fixture.pay(40);
    await fixture.deliver(update(fixture));
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.waiting()).toEqual([]);
    fixture.clock.advance(minute);
    await fixture.call(owner, 'sync-settings/change', { updates: true });
    await runDue(fixture.dependencies, ['feed']);
    expect(await fixture.mirrored()).toMatchObject({ balance: '60.00' });
  });

  it('of a void marks the invoice as voided', async () => {
    const fixture = await open();
    await fixture.voidInQuickbooks();
    await fixture.deliver(update(fixture, 'Void'));
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ voided: true, total: '0.00' });
  });

  it('of a merge moves the invoices to the customer that remains', async () => {
    const fixture = await open();
    await fixture.switches({ mergeChangesTransactions: false });
    const { dependencies, realmId } = fixture;
    const into = await writeInQuickbooks(dependencies, realmId, 'Customer', {
      DisplayName: 'Larch Remains',
    });
    const from = (await fixture.mirrored())?.customerId ?? '';
    const { apiUrl } = dependencies.settings.quickbooks;
    const merger = { from, into: into.Id };
    await control(apiUrl, 'POST', `realms/${realmId}/customers/merge`, merger);
    const change = { name: 'Customer', id: into.Id, operation: 'Merge', deletedId: from };
    await fixture.deliver(change);
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({
      customerId: into.Id,
      customerName: 'Larch Remains',
    });
  });

  it('of a deletion marks the invoice as deleted', async () => {
    const fixture = await open();
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.deliver(update(fixture, 'Delete'));
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ deleted: true });
  });

  it('of a deletion that did not happen deletes nothing', async () => {
    const fixture = await open();
    await fixture.deliver(update(fixture, 'Delete'));
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ deleted: false, balance: '100.00' });
  });
});

it('reports how long Intuit and the server took', async () => {
  const token = 'a-token-of-more-than-thirty-two-characters';
  const fixture = await open({ METRICS_TOKEN: token });
  const lastUpdated = new Date(fixture.clock.now() - 40_000).toISOString();
  await fixture.deliver({ ...update(fixture), lastUpdated });
  fixture.clock.advance(3_000);
  await fixture.work();
  const headers = { authorization: `Bearer ${token}` };
  const { body } = await fixture.app.inject({ url: '/metrics', headers });
  expect(body).toContain('dealbill_webhook_delay_seconds_sum{stage="delivery"} 40\n');
  expect(body).toContain('dealbill_webhook_delay_seconds_sum{stage="reading"} 3\n');
});

describe('a failed read', () => {
  const reads = '/(invoice|payment)/\\d+$';

  it('is repeated once QuickBooks responds again', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay(25));
    const match = { realm: fixture.realmId, method: 'GET', path: reads };
    await fixture.fault({ match, fault: 'status', status: 503, times: 2 }, '');
    await fixture.deliver({ name: 'Payment', id: Id, operation: 'Create' });
    await fixture.work();
    expect(await fixture.waiting()).toMatchObject([{ tries: 0 }]);
    fixture.clock.advance(minute);
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00' });
    expect(await fixture.waiting()).toEqual([]);
  });

  it('of one entity holds back no other, and is given up in the end', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay(25));
    const match = { realm: fixture.realmId, method: 'GET', path: `/payment/${Id}$` };
    const refusal = { fault: 'status', status: 400, body: failing };
    await fixture.fault({ match, ...refusal, times: 100 }, '');
    await fixture.deliver({ name: 'Payment', id: Id, operation: 'Create' }, update(fixture));
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00' });
    for (let time = 0; time < 10; time += 1) {
      fixture.clock.advance(600 * minute);
      await fixture.work();
    }
    expect(await fixture.waiting()).toMatchObject([{ entity: 'Payment', nextAt: null }]);
    expect(fixture.logged.join()).toContain('an event was given up');
  });

  it('of a payment that no read can contain is over, and recorded', async () => {
    const fixture = await open();
    const { Id } = paid(await fixture.pay(25));
    await fixture.switches({ failingPayments: { ids: [Id], code: '10000', reads: 'fail' } });
    await fixture.deliver({ name: 'Payment', id: Id, operation: 'Create' }, update(fixture));
    await fixture.work();
    expect(await fixture.waiting()).toEqual([]);
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00' });
    const records = await fixture.dependencies.db.select().from(unreadableRecords);
    expect(records).toMatchObject([{ entity: 'Payment', entityId: Id, code: '10000' }]);
  });

  it('waits while QuickBooks is disconnected', async () => {
    const fixture = await open();
    const { db } = fixture.dependencies;
    const setState = (state: 'active' | 'broken') =>
      transact(db, (tx) => tx.update(connections).set({ state }));
    await fixture.pay(25);
    await setState('broken');
    await fixture.deliver(update(fixture));
    await fixture.work();
    expect(await fixture.calls()).toEqual([]);
    await setState('active');
    await fixture.deliver({ ...update(fixture), lastUpdated: '2026-01-02' });
    await fixture.work();
    expect(await fixture.mirrored()).toMatchObject({ balance: '75.00' });
    expect(await fixture.waiting()).toEqual([]);
  });
});

const failing = JSON.stringify({
  Fault: {
    Error: [{ Message: 'Message=Invalid Enumeration', Detail: 'Invalid', code: '2170' }],
    type: 'ValidationFault',
  },
  time: '2026-03-01T10:00:00.000-08:00',
});
