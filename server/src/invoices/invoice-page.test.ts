import { describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { linkToDeal } from './mirror/mirror.ts';

describe.concurrent('an invoice’s page', () => {
  test('tells lines, totals, who made it and which deals it belongs to, in one call', async () => {
    const desk = await openInvoiceDesk();
    const { companyId, realmId, holder, deals } = desk.company;
    const link = { linkedById: holder.userId, linkedAt: desk.clock.now() + 1 };
    await transact(desk.doors.db, (tx) =>
      linkToDeal(tx, {
        companyId,
        realmId,
        dealId: deals.withProducts ?? 0,
        invoiceId: desk.invoiceId,
        how: 'linked',
        ...link,
      }),
    );
    await desk.forgetCalls();
    const page = await desk.show();
    expect(await desk.calls()).toEqual(['POST batch']);
    expect(page).toMatchObject({
      invoice: { total: '100.00', status: 'open', deals: 2 },
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
      history: [{ action: 'invoice_created', who: 'Sales Lead', details: { total: '100.00' } }],
      readHow: 'refresh',
      linesCanChange: true,
    });
    expect(page).toMatchObject({ discountPercent: null, taxed: true, homeCurrency: 'USD' });
    const rule = { kind: 'days', days: 30 };
    expect(page.terms).toContainEqual({ id: '3', name: 'Net 30', rule });
  });

  test('has a row that is known without asking QuickBooks', async () => {
    const desk = await openInvoiceDesk();
    await desk.forgetCalls();
    const { body } = await desk.call(desk.company.holder, 'invoices/known', {
      place: desk.place,
      invoiceId: desk.invoiceId,
    });
    expect(body).toMatchObject({
      invoice: { id: desk.invoiceId, total: '100.00', checking: null },
    });
    expect(await desk.calls()).toEqual([]);
  });

  test('tells payments and credits in order, with the balance after each', async () => {
    const desk = await openInvoiceDesk();
    await desk.pay(20, '2099-01-12');
    await desk.credit(30);
    await desk.pay(25, '2020-01-10');
    const page = await desk.show();
    const openUrl = expect.stringContaining('/recvpayment?txnId=');
    expect(page.payments).toMatchObject([
      { kind: 'payment', date: '2020-01-10', amount: '25.00', balanceAfter: '75.00', openUrl },
      { kind: 'credit', amount: '30.00', balanceAfter: '45.00', openUrl },
      { kind: 'payment', date: '2099-01-12', amount: '20.00', balanceAfter: '25.00', openUrl },
    ]);
    expect(page).toMatchObject({ invoice: { balance: '25.00', status: 'partially_paid' } });
    expect(page.linesCanChange).toBe(false);
    expect((await desk.refresh()).ledger).toMatchObject({
      rows: [{ invoiced: '100.00', paid: '45.00', credited: '30.00', open: '25.00' }],
      left: '4430.00',
    });
  });

  test('shows what we knew last while QuickBooks does not answer', async () => {
    const desk = await openInvoiceDesk();
    const before = await desk.show();
    await desk.pay();
    await desk.fault({ fault: 'status', status: 503, times: 4 }, '');
    expect(before.fresh).toBe(true);
    expect(await desk.show()).toEqual({ ...before, fresh: false });
  });

  test('stays when the invoice is deleted, and asks for it no more', async () => {
    const desk = await openInvoiceDesk();
    await desk.act('delete');
    await desk.forgetCalls();
    expect(await desk.show()).toMatchObject({
      invoice: { status: 'deleted', can: [] },
      lines: [{ amount: '100.00' }],
      history: [{ action: 'invoice_deleted' }, { action: 'invoice_created' }],
      readHow: 'action',
    });
    expect(await desk.calls()).toEqual([]);
  });

  test('leaves out a deal that Pipedrive hides', async () => {
    const desk = await openInvoiceDesk();
    await desk.hideDeal(desk.dealId);
    desk.clock.advance(6 * 60_000);
    const input = { place: { of: 'company' }, invoiceId: desk.invoiceId };
    const { body } = await desk.call(desk.company.holder, 'invoices/show', input);
    expect(body).toMatchObject({ invoice: { id: desk.invoiceId }, linkedDeals: [] });
    const hidden = await desk.call(desk.company.holder, 'invoices/show', {
      ...input,
      place: desk.place,
    });
    expect(hidden.body).toMatchObject({ error: { code: 'deal_not_found' } });
  });

  test('is nobody else’s', async () => {
    const desk = await openInvoiceDesk();
    const other = await makeConnectedCompany(desk.doors);
    const input = { place: { of: 'company' }, invoiceId: desk.invoiceId };
    const answers = await Promise.all([
      desk.call(desk.company.colleague, 'invoices/show', input),
      desk.call(other.holder, 'invoices/show', input),
      desk.call(other.holder, 'invoices/show', { ...input, place: desk.place }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 404, 404]);
  });
});
