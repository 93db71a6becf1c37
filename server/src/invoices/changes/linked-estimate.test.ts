import { expect, test } from 'vitest';
import { type InvoiceFixture, openInvoiceFixture } from '../../testing/invoice-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

type Estimate = { Id: string; TxnStatus: string; LinkedTxn: object[] };

/** Estimate that a user linked to the fixture's invoice in QuickBooks. */
const linkEstimate = async (fixture: InvoiceFixture) => {
  const { CustomerRef } = (await fixture.inQuickbooks()) ?? {};
  const sale = { ItemRef: { value: '1' } };
  const line = { DetailType: 'SalesItemLineDetail', Amount: 100, SalesItemLineDetail: sale };
  const body = { CustomerRef, Line: [line] };
  const { Id } = await writeInQuickbooks(
    fixture.dependencies,
    fixture.company.realmId,
    'Estimate',
    body,
  );
  await fixture.changeInQuickbooks({ LinkedTxn: [{ TxnId: Id, TxnType: 'Estimate' }] });
  return async () => {
    const { estimates } = (await fixture.realmContents()) as unknown as { estimates: Estimate[] };
    return estimates.find((one) => one.Id === Id);
  };
};

test('an invoice of an estimate shows no payment and keeps the link when edited', async () => {
  const fixture = await openInvoiceFixture();
  const estimate = await linkEstimate(fixture);
  const { seen, payments, invoice } = await fixture.show();
  expect({ payments, balance: invoice.balance }).toEqual({ payments: [], balance: '100.00' });
  expect((await fixture.act('edit', { seen })).status).toBe(200);
  expect(await fixture.inQuickbooks()).toMatchObject({ PrivateNote: 'Deliver to the back door' });
  const LinkedTxn = [{ TxnId: fixture.invoiceId, TxnType: 'Invoice' }];
  expect(await estimate()).toMatchObject({ TxnStatus: 'Closed', LinkedTxn });
});

test.each(['void', 'delete'] as const)('%s of the invoice reopens the estimate', async (kind) => {
  const fixture = await openInvoiceFixture();
  const estimate = await linkEstimate(fixture);
  const { seen } = await fixture.show();
  expect((await fixture.act(kind, { seen })).status).toBe(200);
  expect(await estimate()).toMatchObject({ TxnStatus: 'Pending', LinkedTxn: [] });
});
