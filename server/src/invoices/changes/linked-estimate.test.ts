import { expect, test } from 'vitest';
import { writeInBooks } from '../../testing/books-as-accountant.ts';
import { type InvoiceDesk, openInvoiceDesk } from '../../testing/invoice-desk.ts';

type Estimate = { Id: string; TxnStatus: string; LinkedTxn: object[] };

/** An estimate that the invoice of the desk is linked with, by somebody in QuickBooks. */
const linkEstimate = async (desk: InvoiceDesk) => {
  const { CustomerRef } = (await desk.inBooks()) ?? {};
  const sale = { ItemRef: { value: '1' } };
  const line = { DetailType: 'SalesItemLineDetail', Amount: 100, SalesItemLineDetail: sale };
  const body = { CustomerRef, Line: [line] };
  const { Id } = await writeInBooks(desk.doors, desk.company.realmId, 'Estimate', body);
  await desk.changeInBooks({ LinkedTxn: [{ TxnId: Id, TxnType: 'Estimate' }] });
  return async () => {
    const { estimates } = (await desk.ledger()) as unknown as { estimates: Estimate[] };
    return estimates.find((one) => one.Id === Id);
  };
};

test('an invoice of an estimate is shown without a payment, and keeps the link when edited', async () => {
  const desk = await openInvoiceDesk();
  const estimate = await linkEstimate(desk);
  const { seen, payments, invoice } = await desk.show();
  expect({ payments, balance: invoice.balance }).toEqual({ payments: [], balance: '100.00' });
  expect((await desk.act('edit', { seen })).status).toBe(200);
  expect(await desk.inBooks()).toMatchObject({ PrivateNote: 'Deliver to the back door' });
  const LinkedTxn = [{ TxnId: desk.invoiceId, TxnType: 'Invoice' }];
  expect(await estimate()).toMatchObject({ TxnStatus: 'Closed', LinkedTxn });
});

test.each(['void', 'delete'] as const)('%s of it opens the estimate', async (kind) => {
  const desk = await openInvoiceDesk();
  const estimate = await linkEstimate(desk);
  const { seen } = await desk.show();
  expect((await desk.act(kind, { seen })).status).toBe(200);
  expect(await estimate()).toMatchObject({ TxnStatus: 'Pending', LinkedTxn: [] });
});
