import { beforeEach, describe, expect, test } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { writeInBooks } from '../testing/books-as-accountant.ts';
import { type Desk, openDesk } from '../testing/sales-desk.ts';
import type { DealInvoices } from './contract.ts';

let desk: Desk;
let dealId: number;
beforeEach(async () => {
  desk = await openDesk();
  dealId = desk.company.deals.withoutProducts ?? 0;
});

const ask = async (action: 'list' | 'refresh', of = dealId) => {
  const { status, body } = await desk.call(desk.company.holder, `invoices/${action}`, {
    place: { of: 'deal', id: of },
  });
  return { status, body: body as DealInvoices & { error?: { code: string } } };
};

/** An invoice over 100.00 on the deal. */
const makeInvoice = async () => {
  const { invoice } = (await desk.create(await desk.form())).body;
  if (!invoice) throw new Error('No invoice was created');
  await desk.forgetCalls();
  return invoice;
};

const pay = (invoice: { id: string; customerId: string }, amount: number) =>
  writeInBooks(desk.doors, desk.company.realmId, 'Payment', {
    CustomerRef: { value: invoice.customerId },
    TotalAmt: amount,
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }] }],
  });

describe("a deal's invoices", () => {
  test('are listed as we know them, without a call to QuickBooks', async () => {
    const invoice = await makeInvoice();
    const { status, body } = await ask('list');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      connection: 'active',
      invoices: [{ id: invoice.id, total: '100.00', balance: '100.00', status: 'open' }],
      readAt: invoice.readAt,
    });
    expect(await desk.calls()).toEqual([]);
  });

  test('are asked for in one call when refreshed, and show what was paid', async () => {
    const invoice = await makeInvoice();
    // Books with one currency leave it out of their answers: it is asked for once.
    await ask('refresh');
    await pay(invoice, 40);
    await desk.forgetCalls();
    desk.clock.advance(60_000);
    const { body } = await ask('refresh');
    expect(body.invoices).toMatchObject([{ balance: '60.00', status: 'partially_paid' }]);
    expect(Date.parse(body.readAt ?? '')).toBe(desk.clock.now());
    expect(await desk.calls()).toEqual(['POST batch']);
    expect((await ask('list')).body).toEqual(body);
  });

  test('that are gone from the books are shown as deleted', async () => {
    const invoice = await makeInvoice();
    await desk.deleteInBooks(invoice.id);
    desk.clock.advance(60_000);
    const { body } = await ask('refresh');
    expect(body.invoices).toMatchObject([{ id: invoice.id, status: 'deleted', balance: '0.00' }]);
  });

  test('stand newest first', async () => {
    const issuedOn = async (issueDate: string) => {
      const form = await desk.form();
      const details = { ...form.content.details, issueDate, dueDate: '2027-12-31' };
      await desk.create({ ...form, content: { ...form.content, details } });
    };
    for (const date of ['2027-03-10', '2027-03-12', '2027-03-11']) await issuedOn(date);
    expect((await ask('list')).body.invoices.map((row) => row.issueDate)).toEqual([
      '2027-03-12',
      '2027-03-11',
      '2027-03-10',
    ]);
  });

  test('of a deal that has none need no call', async () => {
    await desk.forgetCalls();
    const { body } = await ask('refresh', desk.company.deals.onlyAPerson);
    expect(body).toMatchObject({ invoices: [], readAt: null });
    expect(await desk.calls()).toEqual([]);
  });

  test('are still listed while QuickBooks is away', async () => {
    await makeInvoice();
    await desk.fault({ fault: 'status', status: 503, times: 9 }, '');
    const { status, body } = await ask('refresh');
    expect([status, body.error?.code]).toEqual([503, 'quickbooks_unavailable']);
    expect((await ask('list')).body.invoices).toHaveLength(1);
  });

  test('are still listed when QuickBooks wants a new consent, and cannot be refreshed', async () => {
    await makeInvoice();
    await transact(desk.doors.db, (tx) => tx.update(connections).set({ state: 'broken' }));
    expect((await ask('list')).body).toMatchObject({ connection: 'broken', invoices: [{}] });
    const { status, body } = await ask('refresh');
    expect([status, body.error?.code]).toEqual([409, 'connection_broken']);
  });
});
