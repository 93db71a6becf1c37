import { inQuickbooks, setPriceInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { driftOn } from '../pages/drift-page.ts';
import { editOn } from '../pages/edit-page.ts';
import type { PanelPage } from '../pages/panel-page.ts';
import type { Company, Office } from '../world/office.ts';

type Row = { product_id: number; quantity: number; item_price: number };

/** Makes a colleague replace the products of the deal. */
const sell = (office: Office, { id: companyId, deals }: Company, products: Row[]) =>
  office.pipedrive.post(`deals/${deals.withProducts}`, {
    companyId,
    products,
    discounts: [],
    value: products.reduce((sum, { quantity, item_price }) => sum + quantity * item_price, 0),
  });

const desks = { product_id: 9001, quantity: 2, item_price: 100 };
const more = { product_id: 9002, quantity: 1, item_price: 150 };

/** An invoice of two desks, then a deal of three desks and one other product. */
const changedDeal = async (office: Office, company: Company): Promise<string> => {
  await sell(office, company, [desks]);
  const number = await makeInvoice(office, company, 'withProducts');
  await sell(office, company, [{ ...desks, quantity: 3 }, more]);
  return number;
};

/** Refreshes the panel until it shows the difference: it may use a deal read seconds before. */
const untilShown = async ({ panel }: { panel: PanelPage }, number: string, text: string) => {
  const { refresh } = panel;
  await expect(async () => {
    await refresh.click();
    await expect(panel.invoice(number)).toContainText(text, { timeout: 2_000 });
  }).toPass();
};

test('shows what changed on the deal, and not again after it was kept', async ({
  connected,
  office,
  company,
}) => {
  const number = await changedDeal(office, company);
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await untilShown(connected, number, 'Deal changed since invoiced');
  await panel.frame.getByRole('button', { name: `Compare invoice ${number}` }).click();
  const drift = driftOn(modal);
  await expect(drift.heading).toHaveText(`Differences of invoice ${number}`);
  const rows = drift.part('deal').getByRole('row');
  await expect(rows.nth(1)).toContainText(/Changed.*200\.00.*2 × 100\.00.*300\.00.*3 × 100\.00/);
  await expect(rows.nth(2)).toContainText(/Added.*150\.00/);
  await expect(drift.part('deal')).toContainText('250.00 USD more than invoiced');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await drift.keep.click();
  await expect(connected.snackbar).toContainText('Difference kept');
  await expect(drift.noDifferences).toBeVisible();
  await connected.closeModal();
  await expect(panel.invoice(number)).not.toContainText('Deal changed');
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);
});

test('updates the invoice with the changes of the deal after a review', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await changedDeal(office, company);
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await untilShown(connected, number, 'Deal changed since invoiced');
  await panel.frame.getByRole('button', { name: `Compare invoice ${number}` }).click();
  await driftOn(modal).update.click();
  const edit = editOn(modal);
  await expect(modal.getByText('The changes of the deal are entered below')).toBeVisible();
  await expect(edit.line(1).getByLabel('Quantity')).toHaveValue('3');
  await expect(edit.line(2).getByLabel('Price')).toHaveValue('150.00');
  expect((await inQuickbooks(office, realm, number))?.TotalAmt).toBe(200);
  await edit.review.click();
  await edit.save.click();
  await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
  expect((await inQuickbooks(office, realm, number))?.TotalAmt).toBe(450);
  await connected.closeModal();
  await expect(panel.invoice(number)).toContainText('450.00');
  await expect(panel.invoice(number)).not.toContainText('Deal changed');
});

test('bills the difference on a further invoice', async ({ connected, office, company }) => {
  const number = await changedDeal(office, company);
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await untilShown(connected, number, 'Deal changed since invoiced');
  await panel.frame.getByRole('button', { name: `Compare invoice ${number}` }).click();
  await driftOn(modal).bill.click();
  await expect(modal.getByRole('heading', { name: 'New invoice' })).toBeVisible();
  const line = editOn(modal).line;
  await expect(line(1).getByLabel('Quantity')).toHaveValue('1');
  await expect(line(1).getByLabel('Price')).toHaveValue('100.00');
  await expect(line(2).getByLabel('Price')).toHaveValue('150.00');
});

test('shows what was changed in QuickBooks, and restores the earlier lines', async ({
  connected,
  office,
  company,
  realm,
  world,
}) => {
  await sell(office, company, [desks]);
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await setPriceInQuickbooks(world, office, realm, { number, price: 80 });
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('Edited in QuickBooks');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByText('This invoice was edited in QuickBooks')).toBeVisible();
  await modal.getByRole('button', { name: 'Compare' }).click();
  const drift = driftOn(modal);
  await expect(drift.part('invoice')).toContainText('40.00 USD less than invoiced');
  await drift.restore.click();
  const edit = editOn(modal);
  await expect(edit.line(1).getByLabel('Price')).toHaveValue('100.00');
  await edit.review.click();
  await edit.save.click();
  await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
  expect((await inQuickbooks(office, realm, number))?.TotalAmt).toBe(200);
});
