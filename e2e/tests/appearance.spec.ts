import type { Page } from '@playwright/test';
import { inDays } from '../arrange/days.ts';
import { writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { openWindow } from '../pages/connect-window.ts';
import { customerOn, differencesOn } from '../pages/customer-page.ts';
import { editOn } from '../pages/edit-page.ts';
import { listOn } from '../pages/list-page.ts';

// axe examines up to twenty screens in one test.
test.describe.configure({ timeout: 180_000 });

const isClean = async (page: Page, screen: string, frame?: Parameters<typeof seriousProblems>[1]) =>
  expect.soft(await seriousProblems(page, frame), screen).toEqual([]);

for (const theme of ['light', 'dark'] as const) {
  test(`has no serious axe violations while connecting, in the ${theme} theme`, async ({
    host,
    office,
    company,
    realm,
    noise,
  }) => {
    noise.allow(errorStatus(409), errorStatus(403));
    const { page, panel, settings } = host;
    await office.install(company.salesLead);
    await host.openDeal('withProducts');
    await host.setTheme(theme);
    await expect(panel.connect).toBeVisible();
    await isClean(page, 'not connected', 'Dealbill panel');

    const window = await openWindow(page, panel.connect);
    await expect(window.title).toBeVisible();
    await isClean(window.page, 'connect window');
    await window.goOn();
    await window.connectTo(realm);
    await expect(window.page).toHaveURL(/app-settings/);
    await expect(panel.newInvoice).toBeVisible();
    await isClean(page, 'no invoices yet', 'Dealbill panel');

    await host.openSettings();
    await expect(settings.disconnect).toBeVisible();
    await isClean(page, 'settings', 'Dealbill settings');
    await settings.show('New invoices');
    await expect(settings.preview).toContainText('Deal: “');
    await isClean(page, 'New invoices', 'Dealbill settings');
    await settings.mapping('To').click();
    await expect(settings.frame.getByRole('option').first()).toBeVisible();
    const open = await seriousProblems(page, 'Dealbill settings', { listOpen: true });
    expect.soft(open, 'settings, choosing a field').toEqual([]);

    await office.install(company.accountManager);
    await host.openDeal('withProducts', company.accountManager);
    await host.setTheme(theme);
    await expect(panel.frame.getByText('Invoicing is managed by')).toBeVisible();
    await isClean(page, 'managed by a colleague', 'Dealbill panel');
  });

  test(`has no serious axe violations while invoicing, in the ${theme} theme`, async ({
    connected,
    office,
    company,
  }) => {
    const { page, panel, form } = connected;
    const number = await makeInvoice(office, company, 'withProducts');
    await connected.openDeal('withProducts');
    await connected.setTheme(theme);
    await panel.newInvoice.click();
    await form.line(3).field('Quantity').fill('many');
    await form.create.click();
    await expect(form.check).toContainText('to fix');
    await isClean(page, 'form with errors', 'Dealbill modal');
    await connected.closeModal();

    await expect(panel.drafts).toBeVisible();
    await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
    await expect(panel.frame.getByRole('menuitem').first()).toBeVisible();
    await isClean(page, 'rows and menu', 'Dealbill panel');
    await page.keyboard.press('Escape');
    await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
    await expect(connected.modal.getByRole('figure')).toBeVisible();
    await isClean(page, 'PDF', 'Dealbill modal');

    const { modal } = connected;
    await modal.getByRole('button', { name: `Actions for invoice ${number}` }).click();
    await modal.getByRole('menuitem', { name: 'Edit' }).click();
    const edit = editOn(modal);
    await edit.field('E-mail').fill('nobody');
    await edit.line(1).getByLabel('Quantity').fill('20');
    await edit.review.click();
    await expect(edit.field('E-mail')).toBeFocused();
    await isClean(page, 'edit with errors', 'Dealbill modal');
    await edit.field('E-mail').fill('books@cedarfinch.example');
    await edit.review.click();
    await expect(edit.save).toBeVisible();
    await isClean(page, 'review of an edit', 'Dealbill modal');
  });

  test(`has no serious axe violations in the lists, in the ${theme} theme`, async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const { page, panel, settings } = connected;
    const list = listOn(page);
    const number = await makeInvoice(office, company, 'withProducts');
    await writeInQuickbooks(office, realm, '1', [
      { number: 'W-1', amount: 311, date: inDays(-60), due: inDays(-30) },
    ]);
    await connected.openDeal('withProducts');
    await connected.setTheme(theme);
    await panel.frame.getByRole('button', { name: 'All invoices' }).click();
    await list.tick(number);
    await list.button('Unlink from this deal').click();
    await expect(list.button('Undo')).toBeVisible();
    await isClean(page, 'All invoices', 'Dealbill modal');
    await connected.closeModal();

    await panel.frame.getByRole('button', { name: 'Link invoices' }).click();
    await list.field('Total').fill('311');
    await list.button('Search QuickBooks').click();
    // This deal is linked to a different customer.
    await list.button('Search all customers').click();
    await list.tick('W-1');
    await isClean(page, 'Link invoices', 'Dealbill modal');
    await connected.closeModal();

    await connected.openSettings();
    await settings.frame.getByRole('button', { name: 'View all company invoices' }).click();
    await expect(list.row('W-1')).toBeVisible();
    await isClean(page, 'all invoices', 'Dealbill modal');
  });
}

for (const theme of ['light', 'dark'] as const) {
  test(`has no serious axe violations on the customer page, in the ${theme} theme`, async ({
    connected,
  }) => {
    const { page, panel, form } = connected;
    const customer = customerOn(page);
    const details = differencesOn(page);
    await connected.openDeal('withoutProducts');
    await connected.setTheme(theme);
    await panel.frame.getByRole('button', { name: 'Not linked yet' }).click();
    await customer.candidate('Northgate Library Trust').check();
    await isClean(page, 'choosing a customer', 'Dealbill modal');
    await customer.link.click();
    await details.tick('E-mail').check();
    await isClean(page, 'different details', 'Dealbill modal');
    await details.update.click();
    await expect(customer.notice('was updated in QuickBooks')).toBeVisible();
    await isClean(page, 'details updated', 'Dealbill modal');
    await connected.closeModal();

    await panel.newInvoice.click();
    await form.frame.getByText(/Different in QuickBooks for/).click();
    await expect(details.tick('Tax ID')).toBeVisible();
    await isClean(page, 'different details in the form', 'Dealbill modal');
    await connected.closeModal();

    await connected.openDeal('nearlyAlike');
    await panel.newInvoice.click();
    await form.newCustomer.check();
    await expect(form.frame.getByText('Use this customer')).toBeVisible();
    await isClean(page, 'a new customer with a candidate', 'Dealbill modal');
  });
}

test('an open panel follows a change of Pipedrive’s theme', async ({ connected }) => {
  const { page, panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.newInvoice).toBeVisible();
  const root = panel.frame.locator('html');
  await expect(root).toHaveAttribute('data-theme', 'light');
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(root).toHaveAttribute('data-theme', 'dark');
});

test('creates an invoice with the keyboard alone', async ({ connected }) => {
  const { page, panel, form } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.focus();
  await page.keyboard.press('Enter');
  await expect(form.create).toBeVisible();

  const tabTo = async (target: typeof form.create) => {
    for (let presses = 0; presses < 80; presses += 1) {
      if (await target.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
  };
  await tabTo(form.newCustomer);
  await page.keyboard.press('Space');
  await expect(form.newCustomer).toBeChecked();
  await tabTo(form.line(3).field('Product or service'));
  await page.keyboard.type('Installation');
  await expect(form.frame.getByRole('option', { name: /Installation, hourly/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(form.line(3).element).not.toContainText('Not linked');
  await page.keyboard.press('Control+Enter');
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await tabTo(form.frame.getByRole('button', { name: 'Done' }));
  await page.keyboard.press('Enter');
  await expect(panel.invoices).toHaveCount(1);
});

test('keeps long names and huge amounts inside the panel', async ({
  connected,
  office,
  company,
}) => {
  await makeInvoice(office, company, 'withProducts', {
    customerName: `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamten'.repeat(3)} Ltd`,
    unitPrice: '98765432.10',
  });
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoices).toContainText('USD');
  const overflow = await panel.frame
    .locator('html')
    .evaluate((root) => root.scrollWidth - root.clientWidth);
  expect(overflow).toBe(0);
});

test('cuts off nothing in the form, in narrow windows and with huge amounts', async ({
  connected,
}) => {
  const { page, panel, form } = connected;
  await page.setViewportSize({ width: 760, height: 800 });
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.create).toBeVisible();
  await expect(form.line(1).field('Quantity')).toBeVisible();
  await form.line(1).field('Quantity').fill('-3');
  await form.line(1).field('Price').fill('98765432109.99');
  await form.create.click();
  for (const width of [420, 760, 1000, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const overflow = await form.frame
      .locator('html')
      .evaluate((root) => root.scrollWidth - root.clientWidth);
    expect(overflow, `in a window of ${width} pixels`).toBe(0);
  }
});

test('fits an invoice and its editor into a narrow window, with long names and huge amounts', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts', {
    customerName: `${'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(2)} Ltd`,
    unitPrice: '98765432.10',
  });
  const { page, panel, modal } = connected;
  await page.setViewportSize({ width: 465, height: 900 });
  await connected.openDeal('withProducts');
  const overflow = () =>
    modal.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth);
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByRole('figure')).toBeVisible();
  expect(await overflow()).toBe(0);
  await modal.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  await modal.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = editOn(modal);
  await edit.line(1).getByLabel('Quantity').fill('20');
  expect(await overflow()).toBe(0);
  await edit.review.click();
  await expect(edit.save).toBeVisible();
  expect(await overflow()).toBe(0);
});
