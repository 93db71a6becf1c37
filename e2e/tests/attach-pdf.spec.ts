import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';

test('attaches the PDF of an invoice to the deal, once', async ({ connected, office, company }) => {
  const { page, panel, history, snackbar } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Attach PDF to deal');
  await expect(snackbar.filter({ hasText: 'PDF attached to the deal' })).toBeVisible();
  await panel.choose(number, 'Attach PDF to deal');
  await expect(snackbar.filter({ hasText: 'is attached already' })).toBeVisible();
  await page.reload();
  await expect(history.getByText(`Invoice ${number} (QuickBooks`)).toHaveCount(1);
});
