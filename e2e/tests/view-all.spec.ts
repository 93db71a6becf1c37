import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { manyInvoices } from '../arrange/many-invoices.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { listOn } from '../pages/list-page.ts';
import type { Company, Office, Realm } from '../world/office.ts';

test("searches the customer's invoices, filters them by status and period, and stores the period", async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await manyInvoices(office, company, realm);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('Last 12 months');
  await expect(list.rows).toContainText([number, 'W-1', 'W-2', 'W-3']);
  await expect(list.count).toContainText('4 invoices');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  await list.period.selectOption('All dates');
  await expect(list.rows).toHaveCount(5);
  await list.status('Overdue').check();
  await expect(list.rows).toContainText(['W-2', 'W-4']);
  await expect(list.rows).toHaveCount(2);
  await list.status('Overdue').uncheck();

  await list.field('Search').fill('533');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row('W-3')).toBeVisible();
  await list.field('Search').fill('lobby');
  await expect(list.row('W-1')).toContainText('Harbour lobby');
  await expect(list.rows).toHaveCount(1);
  await list.field('Search').fill('no such thing');
  await expect(list.frame.getByRole('heading', { name: 'No invoices match' })).toBeVisible();
  await list.field('Search').fill('');

  await list.period.selectOption('Custom dates');
  await list.field('From').fill('1900-01-01');
  await expect(list.frame.getByText('Choose a date between 2000 and 2099.')).toBeVisible();
  await list.field('From').fill(inDays(-110));
  await expect(list.frame.getByText('Choose a date between 2000 and 2099.')).toHaveCount(0);
  await list.field('To').fill(inDays(-30));
  await expect(list.rows).toContainText(['W-2', 'W-3']);
  await expect(list.rows).toHaveCount(2);

  await list.period.selectOption('All dates');
  await expect(list.rows).toHaveCount(5);
  await list.period.selectOption('Custom dates');
  await expect(list.field('From')).toHaveValue(inDays(-110));
  await expect(list.field('To')).toHaveValue(inDays(-30));
  await expect(list.rows).toHaveCount(2);

  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(list.period).toHaveValue('own');
  await expect(list.rows).toHaveCount(2);
});

/** Links an invoice to the deal without products as well; resolves to the invoice's id. */
const linkToOtherDeal = async (
  office: Office,
  company: Company,
  realm: Realm,
  number: string,
): Promise<{ invoiceId: string | undefined }> => {
  const invoiceId = (await inQuickbooks(office, realm, number))?.Id;
  const input = { dealId: company.deals.withoutProducts, invoiceIds: [invoiceId] };
  await office.call(company, company.salesLead, 'deal-links/link', input);
  return { invoiceId };
};

test('opens an invoice from the list, and shows when it is linked to two deals', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await manyInvoices(office, company, realm);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await list.link('W-1');
  await expect(list.button('Unlink invoice W-1 from this deal')).toBeVisible();
  const { invoiceId = '' } = await linkToOtherDeal(office, company, realm, 'W-1');
  expect(invoiceId).not.toBe('');
  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(list.row('W-1')).toContainText('linked to this deal and 1 other');
  await list.row('W-1').getByRole('button', { name: 'W-1', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-1' })).toBeVisible();
  await expect(modal.getByRole('link', { name: 'Office fit-out, 3rd floor' })).toBeVisible();

  await modal.getByRole('button', { name: 'Back to the list' }).click();
  await list.row('W-2').getByRole('button', { name: 'W-2', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-2' })).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
});

test('keeps filters, selection and scroll position after viewing an invoice', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  const invoices = Array.from({ length: 130 }, (_, index) => ({
    number: `W-${index}`,
    amount: 100 + index,
    date: inDays(-index),
  }));
  await writeInQuickbooks(office, realm, customerId, invoices);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.field('Search').fill('W-');
  await expect(list.count).toContainText('130 invoices');
  await list.tick('W-2');
  // The last row loads and shows once the list has been scrolled to it.
  const box = list.frame.getByRole('region', { name: 'Invoices' });
  await expect(async () => {
    await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(list.row('W-129')).toBeVisible({ timeout: 500 });
  }).toPass();
  await list.button('W-125').click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-125' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list.button('W-125')).toBeFocused();
  await expect(list.row('W-129')).toBeVisible();
  await expect(list.field('Search')).toHaveValue('W-');
  await expect(list.frame.getByText('1 selected')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Dealbill' })).toHaveCount(0);
});

test('shows the last invoices after a jump to the end before those in between are read', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  const invoices = Array.from({ length: 399 }, (_, index) => ({
    number: `W-${index + 1}`,
    amount: 10,
    date: inDays(-index - 1),
  }));
  await writeInQuickbooks(office, realm, customerId, invoices);
  const { page, panel } = connected;
  const list = listOn(page);
  const between = Promise.withResolvers<void>();
  await page.route('**/api/invoice-list/list', async (route) => {
    const { skip } = route.request().postDataJSON();
    // Lets the second page pass, which the list reads ahead while it is at the top.
    if (skip > 40 && skip < 340) await between.promise;
    await route.continue();
  });
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await expect(list.count).toContainText(/^400 invoices · updated from QuickBooks/);
  const box = list.frame.getByRole('region', { name: 'Invoices' });
  await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(list.row('W-399')).toBeVisible();
  between.resolve();
  await expect(list.frame.getByText('Select all 400 shown')).toBeVisible();
});

test('reads a failed page of the list after Try again', async ({
  connected,
  noise,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  const invoices = Array.from({ length: 399 }, (_, index) => ({
    number: `W-${index + 1}`,
    amount: 10,
    date: inDays(-index - 1),
  }));
  await writeInQuickbooks(office, realm, customerId, invoices);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await expect(list.count).toContainText(/^400 invoices · updated from QuickBooks/);

  let failing = true;
  noise.allow(errorStatus(429));
  await page.route('**/api/invoice-list/list', (route) =>
    failing && route.request().postDataJSON().skip > 0
      ? route.fulfill({ status: 429, json: { error: { code: 'rate_limited' } } })
      : route.continue(),
  );
  const box = list.frame.getByRole('region', { name: 'Invoices' });
  await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await expect(list.button('Try again')).toBeVisible();
  failing = false;
  await list.button('Try again').click();
  await expect(list.row('W-399')).toBeVisible();
});

test('shows the result of an action on the invoice page in its row', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await manyInvoices(office, company, realm);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(list.row('W-1')).toContainText('Open');
  await list.button('W-1').click();
  await modal.getByRole('button', { name: 'Actions for invoice W-1' }).click();
  await modal.getByRole('menuitem', { name: 'Void' }).click();
  await connected.confirm('Void invoice');
  await expect(modal.getByRole('heading', { level: 1 })).toContainText('Voided');
  await list.button('Back to the list').click();
  await expect(list.row('W-1')).toContainText('Voided');
});

test('marks a period that ends before it begins at the field, and keeps the list', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await manyInvoices(office, company, realm);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('Custom dates');
  await list.field('To').fill(inDays(-30));
  await list.field('From').fill(inDays(-110));
  await expect(list.rows).toContainText(['W-2', 'W-3']);
  await expect(list.rows).toHaveCount(2);
  await list.field('From').fill(inDays(-20));
  await expect(list.field('To')).toHaveAccessibleDescription(
    'Choose a date on or after the first one.',
  );
  await expect(list.rows).toHaveCount(2);
  await list.field('To').fill('');
  await expect(list.field('To')).toHaveAccessibleDescription('');
  await expect(list.rows).toHaveCount(2);
  await expect(list.row('W-1')).toBeVisible();
});

test('offers Reconnect in lists and on the send screen when the connection was revoked', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  const list = listOn(connected.page);
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await expect(modal.getByRole('textbox', { name: 'To', exact: true })).not.toHaveValue('');
  await office.quickbooks.delete(`realms/${realm.realmId}/grants`);
  await list.button('Send').click();
  await expect(list.button('Reconnect')).toBeVisible();
  await connected.closeModal();

  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(list.row(number)).toBeVisible();
  await expect(list.button('Reconnect')).toBeVisible();
  await expect(list.button('Try again')).toHaveCount(0);
});
