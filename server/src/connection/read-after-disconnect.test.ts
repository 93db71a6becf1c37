import { beforeEach, describe, expect, it } from 'vitest';
import { planDeletion } from '../company-data/store.ts';
import { transact } from '../db/transact.ts';
import type { ListPage } from '../invoice-list/contract.ts';
import type { InvoicePage } from '../invoices/contract.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../testing/invoice-fixture.ts';

let fixture: InvoiceFixture;
beforeEach(async () => {
  fixture = await openInvoiceFixture();
});

const company = { of: 'company' } as const;
const filters = { period: { kind: 'all' }, text: '', statuses: [] };

const ask = (action: `${string}/${string}`, input: object, user = fixture.company.owner) =>
  fixture.call(user, action, input);

const disconnect = async () => {
  const { owner } = fixture.company;
  expect((await fixture.call(owner, 'connection/disconnect')).status).toBe(200);
  await fixture.forgetCalls();
};

describe('after QuickBooks was disconnected', () => {
  it('shows the invoices as last read to the user who had connected it', async () => {
    const before = await fixture.list();
    await disconnect();
    const panel = await fixture.list();
    expect(panel).toMatchObject({
      connection: 'ended',
      readAt: before.readAt,
      invoices: [{ id: fixture.invoiceId, total: '100.00', can: [], linkedDealId: null }],
      offers: { count: 0 },
      reconnectBefore: null,
    });
    expect(panel.ledger).toEqual(before.ledger);
    const { context, invoiceId } = fixture;
    const page = (await ask('invoices/show', { context, invoiceId })).body as InvoicePage;
    expect(page).toMatchObject({
      connection: 'ended',
      fresh: false,
      invoice: { total: '100.00', can: [] },
      lines: [{ itemName: 'Standing desk' }],
      history: [{ action: 'invoice_created' }],
    });
    const list = await ask('invoice-list/list', { context: company, filters, skip: 0 });
    expect(list.body as ListPage).toMatchObject({
      connection: 'ended',
      rows: [{ id: invoiceId }],
      reading: { fresh: false },
    });
    const totals = await ask('invoice-list/totals', { context: company, filters });
    expect(totals.body).toMatchObject({ rows: [{ currency: 'USD', count: 1 }] });
    expect(await fixture.calls()).toEqual([]);
  });

  it('answers everything that needs QuickBooks with not_connected', async () => {
    const { context, dealId, invoiceId } = fixture;
    await disconnect();
    const at = { context, invoiceId };
    const requests: [`${string}/${string}`, object][] = [
      ['invoices/refresh', { context }],
      ['invoices/attach', at],
      ['invoices/void', at],
      ['invoice-list/load', { context: company, period: null }],
      ['deal-links/link', { dealId, invoiceIds: [invoiceId] }],
      ['deal-links/unlink', { dealId, invoiceIds: [invoiceId] }],
    ];
    for (const [action, input] of requests) {
      expect([action, (await ask(action, input)).body]).toMatchObject([
        action,
        { error: { code: 'not_connected' } },
      ]);
    }
  });

  it('shows nothing to a colleague', async () => {
    const { colleague } = fixture.company;
    const { context, invoiceId } = fixture;
    await disconnect();
    const requests: [`${string}/${string}`, object][] = [
      ['invoices/list', { context }],
      ['invoices/ledger', { dealId: fixture.dealId }],
      ['invoices/known', { context, invoiceId }],
      ['invoices/show', { context, invoiceId }],
      ['invoice-list/list', { context: company, filters, skip: 0 }],
      ['invoice-list/totals', { context: company, filters }],
    ];
    for (const [action, input] of requests) {
      expect([action, (await ask(action, input, colleague)).body]).toMatchObject([
        action,
        { error: { code: 'not_connected' } },
      ]);
    }
  });

  it('shows nothing while the deletion of the company data is planned', async () => {
    const { companyId, owner } = fixture.company;
    await disconnect();
    const request = { companyId, userId: owner.userId, now: fixture.clock.now() };
    await transact(fixture.dependencies.db, (tx) => planDeletion(tx, request, 'later'));
    expect((await ask('invoices/list', { context: fixture.context })).body).toMatchObject({
      error: { code: 'not_connected' },
    });
  });
});
