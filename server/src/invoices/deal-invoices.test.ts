import { beforeEach, describe, expect, test } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import type { DealInvoices } from './contract.ts';

let fixture: DraftFixture;
let dealId: number;
beforeEach(async () => {
  fixture = await openDraftFixture();
  dealId = fixture.company.deals.withoutProducts ?? 0;
});

const ask = async (action: 'list' | 'refresh', of = dealId) => {
  const { status, body } = await fixture.call(fixture.company.owner, `invoices/${action}`, {
    context: { of: 'deal', id: of },
  });
  return { status, body: body as DealInvoices & { error?: { code: string } } };
};

/** Creates an invoice of 100.00 on the deal. */
const makeInvoice = async () => {
  const { invoice } = (await fixture.create(await fixture.form())).body;
  if (!invoice) throw new Error('No invoice was created');
  await fixture.forgetCalls();
  return invoice;
};

const pay = (invoice: { id: string; customerId: string }, amount: number) =>
  writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Payment', {
    CustomerRef: { value: invoice.customerId },
    TotalAmt: amount,
    Line: [{ Amount: amount, LinkedTxn: [{ TxnId: invoice.id, TxnType: 'Invoice' }] }],
  });

describe("a deal's invoices", () => {
  test('are listed from the mirror without a call to QuickBooks', async () => {
    const invoice = await makeInvoice();
    const { status, body } = await ask('list');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      connection: 'active',
      invoices: [{ id: invoice.id, total: '100.00', balance: '100.00', status: 'open' }],
      readAt: invoice.readAt,
    });
    expect(await fixture.calls()).toEqual([]);
  });

  test('are read in one call when refreshed, and show payments', async () => {
    const invoice = await makeInvoice();
    // Responses of a single-currency company omit the currency, so it is read once.
    await ask('refresh');
    await pay(invoice, 40);
    await fixture.forgetCalls();
    fixture.clock.advance(60_000);
    const { body } = await ask('refresh');
    expect(body.invoices).toMatchObject([{ balance: '60.00', status: 'partially_paid' }]);
    expect(Date.parse(body.readAt ?? '')).toBe(fixture.clock.now());
    expect(await fixture.calls()).toEqual(['POST batch']);
    expect((await ask('list')).body).toEqual(body);
  });

  test('show as deleted when QuickBooks no longer has them', async () => {
    const invoice = await makeInvoice();
    await fixture.deleteInQuickbooks(invoice.id);
    fixture.clock.advance(60_000);
    const { body } = await ask('refresh');
    expect(body.invoices).toMatchObject([{ id: invoice.id, status: 'deleted', balance: '0.00' }]);
  });

  test('are sorted newest first', async () => {
    const issuedOn = async (issueDate: string) => {
      const form = await fixture.form();
      const details = { ...form.content.details, issueDate, dueDate: '2027-12-31' };
      await fixture.create({ ...form, content: { ...form.content, details } });
    };
    for (const date of ['2027-03-10', '2027-03-12', '2027-03-11']) await issuedOn(date);
    expect((await ask('list')).body.invoices.map((row) => row.issueDate)).toEqual([
      '2027-03-12',
      '2027-03-11',
      '2027-03-10',
    ]);
  });

  test('need no call when the deal has none', async () => {
    await fixture.forgetCalls();
    const { body } = await ask('refresh', fixture.company.deals.onlyAPerson);
    expect(body).toMatchObject({ invoices: [], readAt: null });
    expect(await fixture.calls()).toEqual([]);
  });

  test('are still listed while QuickBooks is unavailable', async () => {
    await makeInvoice();
    await fixture.fault({ fault: 'status', status: 503, times: 9 }, '');
    const { status, body } = await ask('refresh');
    expect([status, body.error?.code]).toEqual([503, 'quickbooks_unavailable']);
    expect((await ask('list')).body.invoices).toHaveLength(1);
  });

  test('are listed but cannot be refreshed when the connection is broken', async () => {
    await makeInvoice();
    await transact(fixture.dependencies.db, (tx) =>
      tx.update(connections).set({ state: 'broken' }),
    );
    expect((await ask('list')).body).toMatchObject({ connection: 'broken', invoices: [{}] });
    const { status, body } = await ask('refresh');
    expect([status, body.error?.code]).toEqual([409, 'connection_broken']);
  });
});
