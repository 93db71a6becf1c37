import { beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DealInvoices } from '../invoices/contract.ts';
import { type ListFixture, openListFixture } from '../testing/list-fixture.ts';

let fixture: ListFixture;
let invoiceIds: string[];

beforeEach(async () => {
  fixture = await openListFixture();
  invoiceIds = await fixture.put([
    { number: 'A-1', amount: 100 },
    { number: 'A-2', amount: 250.5, issued: -40 },
    { number: 'B-1', amount: 100, customerId: '3' },
  ]);
});

const link = (invoiceIds: string[], dealId = fixture.dealId) =>
  fixture.ask<{ linkedInvoiceIds: string[] }>('deal-links/link', { dealId, invoiceIds });
const unlink = (invoiceIds: string[], dealId = fixture.dealId) =>
  fixture.ask<{ linkedInvoiceIds: string[] }>('deal-links/unlink', { dealId, invoiceIds });
const panel = async (dealId = fixture.dealId) => {
  const context = { of: 'deal', id: dealId };
  const { invoices } = await fixture.ask<DealInvoices>('invoices/list', { context });
  return invoices.map(({ number }) => number);
};
const audited = async () =>
  (await fixture.dependencies.db.select().from(auditEntries)).filter(
    ({ action }) => action === 'invoice_linked' || action === 'invoice_unlinked',
  );

describe('linking invoices to a deal', () => {
  test('shows the invoices on the deal and as linked in the list', async () => {
    await fixture.load();
    const [one = '', two = ''] = invoiceIds;
    expect(await link([one, two])).toEqual({
      linkedInvoiceIds: expect.arrayContaining([one, two]),
    });
    expect(await panel()).toEqual(['A-1', 'A-2']);
    const { rows } = await fixture.list({ text: 'A-' });
    expect(rows.map(({ dealIds, deals }) => [dealIds, deals])).toEqual([
      [[fixture.dealId], 1],
      [[fixture.dealId], 1],
    ]);
    expect(await audited()).toMatchObject([
      {
        dealId: fixture.dealId,
        subject: one,
        details: { number: 'A-1' },
        ...fixture.company.owner,
      },
      { dealId: fixture.dealId, subject: two },
    ]);
  });

  test('writes one link and one audit entry when repeated', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    await link([one]);
    expect(await link([one])).toEqual({ linkedInvoiceIds: [one] });
    expect(await panel()).toEqual(['A-1']);
    expect(await audited()).toHaveLength(1);
  });

  test('links an invoice to several deals, and each shows it', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    const other = fixture.company.deals.nearlyAlike ?? 0;
    await link([one]);
    await link([one], other);
    expect(await panel(other)).toEqual(['A-1']);
    const { rows } = await fixture.list({ text: 'A-1' });
    expect(rows[0]).toMatchObject({ dealIds: [fixture.dealId], deals: 2 });
    await unlink([one]);
    expect((await fixture.list({ text: 'A-1' })).rows[0]).toMatchObject({ dealIds: [], deals: 1 });
    expect(await panel(other)).toEqual(['A-1']);
  });

  test('returns 404 for invoices that are not mirrored', async () => {
    for (const invoiceId of ['999999', invoiceIds[2] ?? '']) {
      const input = { dealId: fixture.dealId, invoiceIds: [invoiceId] };
      const { status, body } = await fixture.call(fixture.company.owner, 'deal-links/link', input);
      expect(status).toBe(404);
      expect(body).toMatchObject({ error: { code: 'not_found' } });
    }
    expect(await panel()).toEqual([]);
  });

  test('links the mirrored invoices and skips the others', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    expect(await link([one, '999999'])).toEqual({ linkedInvoiceIds: [one] });
  });

  test('reads which amounts are settled by credits and which by payments', async () => {
    const [one = '', two = ''] = invoiceIds;
    await fixture.credit(one, 40);
    await fixture.pay(two, 50.5);
    await fixture.load();
    await link([one, two]);
    const context = { of: 'deal', id: fixture.dealId };
    const { ledger } = await fixture.ask<DealInvoices>('invoices/list', { context });
    expect(ledger.rows).toEqual([
      {
        currency: 'USD',
        invoiced: '350.50',
        beforeTax: '350.50',
        paid: '50.50',
        credited: '40.00',
        open: '260.00',
        overdue: '200.00',
      },
    ]);
  });

  test('works without a call to QuickBooks while the connection is broken', async () => {
    await fixture.load();
    await fixture.forgetCalls();
    await fixture.breakConnection();
    await link([invoiceIds[0] ?? '']);
    expect(await panel()).toEqual(['A-1']);
    expect(await fixture.calls()).toEqual([]);
  });
});

describe('unlinking invoices from a deal', () => {
  test('removes the link once when repeated and does not change the invoice', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    await link([one]);
    expect(await unlink([one])).toEqual({ linkedInvoiceIds: [] });
    expect(await unlink([one])).toEqual({ linkedInvoiceIds: [] });
    expect(await panel()).toEqual([]);
    const actions = (await audited()).map(({ action }) => action);
    expect(actions).toEqual(['invoice_linked', 'invoice_unlinked']);
    expect((await fixture.list({ text: 'A-1' })).rows[0]).toMatchObject({ status: 'open' });
  });

  test('unlinks an invoice created from the deal, which can be linked again', async () => {
    const made = await fixture.create(await fixture.form());
    const invoiceId = made.body.invoice?.id ?? '';
    await unlink([invoiceId]);
    expect(await panel()).toEqual([]);
    await link([invoiceId]);
    expect(await panel()).toHaveLength(1);
  });
});

describe('the deal that an invoice can be unlinked from', () => {
  const linkedDealIds = async (context: object) => {
    const { invoices } = await fixture.ask<DealInvoices>('invoices/list', { context });
    return invoices.map(({ number, linkedDealId }) => [number, linkedDealId]);
  };

  test('is the deal of the context when it was linked by hand', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    const other = fixture.company.deals.nearlyAlike ?? 0;
    await link([one]);
    await link([one], other);
    expect(await linkedDealIds(fixture.dealContext)).toEqual([['A-1', fixture.dealId]]);
    expect(await linkedDealIds({ of: 'deal', id: other })).toEqual([['A-1', other]]);
    const { invoice } = await fixture.ask<{ invoice: object }>('invoices/show', {
      context: fixture.dealContext,
      invoiceId: one,
    });
    expect(invoice).toMatchObject({ linkedDealId: fixture.dealId });
    const whole = { context: { of: 'company' }, invoiceId: one };
    expect((await fixture.ask<{ invoice: object }>('invoices/show', whole)).invoice).toMatchObject({
      linkedDealId: null,
    });
    await unlink([one], other);
    expect((await fixture.ask<{ invoice: object }>('invoices/show', whole)).invoice).toMatchObject({
      linkedDealId: fixture.dealId,
    });
  });

  test('is null when the invoice was created from the deal', async () => {
    await fixture.create(await fixture.form());
    expect(await linkedDealIds(fixture.dealContext)).toEqual([[expect.any(String), null]]);
  });
});

describe('unlinking a deleted invoice', () => {
  test('writes its number to the audit log', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    await link([one]);
    await fixture.deleteInQuickbooks(one);
    await fixture.ask('invoices/refresh', { context: { of: 'deal', id: fixture.dealId } });
    await unlink([one]);
    expect((await audited()).at(-1)).toMatchObject({
      action: 'invoice_unlinked',
      details: { number: 'A-1' },
    });
  });
});

describe('access to deal links', () => {
  test('is denied to a colleague and to another company', async () => {
    await fixture.load();
    const [one = ''] = invoiceIds;
    await link([one]);
    const other = await openListFixture();
    const asks = (user: { companyId: number; userId: number }, at = fixture) => [
      at.call(user, 'deal-links/link', { dealId: fixture.dealId, invoiceIds }),
      at.call(user, 'deal-links/unlink', { dealId: fixture.dealId, invoiceIds }),
      at.call(user, 'invoice-list/search', {
        context: fixture.dealContext,
        number: '',
        customerId: null,
        amount: '',
        date: '',
      }),
    ];
    for (const { status } of await Promise.all(asks(fixture.company.colleague))) {
      expect(status).toBe(403);
    }
    expect(await panel()).toEqual(['A-1']);
    const input = { dealId: other.dealId, invoiceIds: [one] };
    const foreign = await other.call(other.company.owner, 'deal-links/link', input);
    expect(foreign.status).toBe(404);
  });

  test('returns 404 for a deal that the user may not see', async () => {
    await fixture.load();
    await fixture.hideDeal(fixture.dealId);
    const input = { dealId: fixture.dealId, invoiceIds };
    fixture.clock.advance(6 * 60_000);
    for (const action of ['deal-links/link', 'deal-links/unlink'] as const) {
      const { status } = await fixture.call(fixture.company.owner, action, input);
      expect(status).toBe(404);
    }
  });
});
