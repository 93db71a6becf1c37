import { inQuickbooks, onNextWrite } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test('deletes an invoice after a confirmation that names the consequences', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Delete');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`Delete invoice ${number}?`);
  await expect(question).toContainText("The deal's invoiced amount goes down by 11,884.00 USD");
  await connected.confirm('Keep invoice');
  expect(await inQuickbooks(office, realm, number)).toBeDefined();

  await panel.choose(number, 'Delete');
  await connected.confirm('Delete invoice');
  await expect(snackbar).toContainText(`Invoice ${number} was deleted`);
  const row = panel.rows.filter({ hasText: number });
  await expect(row).toContainText('Deleted');
  await expect(row.getByRole('button')).toHaveCount(0);
  expect(await inQuickbooks(office, realm, number)).toBeUndefined();
});

test('keeps the invoice after a refusal, and shows QuickBooks’ message', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await onNextWrite(office, realm, { fault: 'status', status: 400, code: '6540' });
  await panel.choose(number, 'Delete');
  await connected.confirm('Delete invoice');
  await expect(snackbar).toContainText(/QuickBooks rejected this.*Scheduled by a test/);
  await expect(panel.invoice(number)).toContainText('Open');
  expect(await inQuickbooks(office, realm, number)).toBeDefined();
});

test('a lost response shows as being checked, and resolves', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await onNextWrite(office, realm, { fault: 'reset-after' });
  await panel.choose(number, 'Delete');
  await connected.confirm('Delete invoice');
  const row = panel.rows.filter({ hasText: number });
  await expect(row).toContainText(/Checking whether it was deleted|confirmed it late/);
  await expect(row).toContainText('Deleted', { timeout: 20_000 });
  await expect(row).not.toContainText(/Checking whether|confirmed it late/, { timeout: 20_000 });
  expect(await inQuickbooks(office, realm, number)).toBeUndefined();
});

test('deletes an invoice that was paid after the panel was read', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('nothing paid');
  await (await accountant(number)).receive('84.00');
  await panel.choose(number, 'Delete');
  await connected.confirm('Delete invoice');
  await expect(panel.rows.filter({ hasText: number })).toContainText('Deleted');
  expect(await inQuickbooks(office, realm, number)).toBeUndefined();
});

test('the invoice’s page shows Deleting until QuickBooks answers, and offers no other action', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  const released = Promise.withResolvers<void>();
  await page.route('**/api/invoices/delete', async (route) => {
    await released.promise;
    await route.continue();
  });
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  const menu = modal.getByRole('button', { name: `Actions for invoice ${number}` });
  await menu.click();
  await modal.getByRole('menuitem', { name: 'Delete' }).click();
  await connected.confirm('Delete invoice');
  const deleting = modal.getByRole('status').filter({ hasText: 'Deleting…' });
  await expect(deleting).toBeVisible();
  await menu.click();
  await expect(modal.getByRole('menuitem')).toHaveText(['Deleting…']);
  await page.keyboard.press('Escape');
  released.resolve();
  await expect(modal.getByRole('heading', { name: 'Deleted in QuickBooks' })).toBeVisible();
  await expect(deleting).toHaveCount(0);
  // The menu that had focus no longer exists.
  await expect(menu).toHaveCount(0);
  await expect(modal.getByRole('heading', { level: 1 })).toBeFocused();
  expect(await inQuickbooks(office, realm, number)).toBeUndefined();
});
