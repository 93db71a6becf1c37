import { describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { linkToDeal } from './mirror/mirror.ts';

describe.concurrent('an invoice’s page', () => {
  test('shows lines, totals, creator and linked deals, in one call', async () => {
    const fixture = await openInvoiceFixture();
    const { companyId, realmId, owner, deals } = fixture.company;
    const link = { linkedById: owner.userId, linkedAt: fixture.clock.now() + 1 };
    await transact(fixture.dependencies.db, (tx) =>
      linkToDeal(tx, {
        companyId,
        realmId,
        dealId: deals.withProducts ?? 0,
        invoiceId: fixture.invoiceId,
        how: 'linked',
        ...link,
      }),
    );
    await fixture.forgetCalls();
    const page = await fixture.show();
    expect(await fixture.calls()).toEqual(['POST batch']);
    expect(page).toMatchObject({
      invoice: { total: '100.00', status: 'open', deals: 2, readHow: 'refresh' },
      lines: [
        {
          id: '1',
          kind: 'item',
          itemId: '6',
          itemName: 'Standing desk',
          quantity: '1',
          unitPrice: '100',
          amount: '100.00',
        },
      ],
      subtotal: '100.00',
      discount: '0.00',
      tax: '0.00',
      payments: [],
      linkedDeals: [
        { title: 'Office fit-out, 3rd floor' },
        { title: 'Meeting room acoustics', url: expect.stringMatching(/\/deal\/\d+$/) },
      ],
      parties: expect.arrayContaining([
        {
          of: 'organization',
          id: expect.any(Number),
          name: expect.stringMatching(/./),
          url: expect.stringMatching(/\/organization\/\d+$/),
        },
      ]),
      history: [{ action: 'invoice_created', who: 'Sales Lead', details: { total: '100.00' } }],
      linesCanChange: true,
    });
    expect(page).toMatchObject({ discountPercent: null, taxed: true, homeCurrency: 'USD' });
    const rule = { kind: 'days', days: 30 };
    expect(page.terms).toContainEqual({ id: '3', name: 'Net 30', rule });
  });

  test('returns its row without a call to QuickBooks', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    const { body } = await fixture.call(fixture.company.owner, 'invoices/known', {
      context: fixture.context,
      invoiceId: fixture.invoiceId,
    });
    expect(body).toMatchObject({
      invoice: { id: fixture.invoiceId, total: '100.00', checking: null },
    });
    expect(await fixture.calls()).toEqual([]);
  });

  test('is read from the mirror alone when asked for as stored', async () => {
    const fixture = await openInvoiceFixture();
    const read = await fixture.show();
    await fixture.pay(20, '2099-01-12');
    await fixture.forgetCalls();
    const stored = await fixture.call(fixture.company.owner, 'invoices/show', {
      context: fixture.context,
      invoiceId: fixture.invoiceId,
      stored: true,
    });
    expect(stored.body).toEqual(read);
    expect(await fixture.calls()).toEqual([]);
    expect(await fixture.show()).toMatchObject({ invoice: { balance: '80.00' } });
  });

  test('shows payments and credits in order, with the balance after each', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.pay(20, '2099-01-12');
    await fixture.credit(30);
    await fixture.pay(25, '2020-01-10');
    const page = await fixture.show();
    const openUrl = expect.stringContaining('/recvpayment?txnId=');
    expect(page.payments).toMatchObject([
      { kind: 'payment', date: '2020-01-10', amount: '25.00', balanceAfter: '75.00', openUrl },
      { kind: 'credit', amount: '30.00', balanceAfter: '45.00', openUrl },
      { kind: 'payment', date: '2099-01-12', amount: '20.00', balanceAfter: '25.00', openUrl },
    ]);
    expect(page).toMatchObject({ invoice: { balance: '25.00', status: 'partially_paid' } });
    expect(page.linesCanChange).toBe(false);
    expect((await fixture.refresh()).ledger).toMatchObject({
      rows: [{ invoiced: '100.00', paid: '45.00', credited: '30.00', open: '25.00' }],
      left: '4430.00',
    });
  });

  test('shows mirrored values while QuickBooks is unavailable', async () => {
    const fixture = await openInvoiceFixture();
    const before = await fixture.show();
    await fixture.pay();
    await fixture.fault({ fault: 'status', status: 503, times: 4 }, '');
    expect(before.fresh).toBe(true);
    expect(await fixture.show()).toEqual({ ...before, fresh: false });
  });

  test('still shows a deleted invoice, without reading it again', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.act('delete');
    await fixture.forgetCalls();
    expect(await fixture.show()).toMatchObject({
      invoice: { status: 'deleted', can: [], readHow: 'action' },
      lines: [{ amount: '100.00' }],
      history: [{ action: 'invoice_deleted' }, { action: 'invoice_created' }],
    });
    expect(await fixture.calls()).toEqual([]);
  });

  test('excludes a deal that Pipedrive hides from the user', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.hideDeal(fixture.dealId);
    fixture.clock.advance(6 * 60_000);
    const input = { context: { of: 'company' }, invoiceId: fixture.invoiceId };
    const { body } = await fixture.call(fixture.company.owner, 'invoices/show', input);
    expect(body).toMatchObject({ invoice: { id: fixture.invoiceId }, linkedDeals: [] });
    const hidden = await fixture.call(fixture.company.owner, 'invoices/show', {
      ...input,
      context: fixture.context,
    });
    expect(hidden.body).toMatchObject({ error: { code: 'deal_not_found' } });
  });

  test('returns 404 for another company’s invoice', async () => {
    const fixture = await openInvoiceFixture();
    const other = await makeConnectedCompany(fixture.dependencies);
    const input = { context: { of: 'company' }, invoiceId: fixture.invoiceId };
    const answers = await Promise.all([
      fixture.call(fixture.company.colleague, 'invoices/show', input),
      fixture.call(other.owner, 'invoices/show', input),
      fixture.call(other.owner, 'invoices/show', { ...input, context: fixture.context }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 404, 404]);
  });
});
