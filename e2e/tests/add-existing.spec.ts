import { inDays } from '../arrange/days.ts';
import { inQuickbooks, stopAnswering, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { listOn } from '../pages/list-page.ts';

test('finds an invoice of QuickBooks by number, total or date, and links it to the deal', async ({
  connected,
  office,
  realm,
}) => {
  await writeInQuickbooks(office, realm, '1', [
    { number: 'W-1', amount: 311.25, date: inDays(-3) },
    { number: 'W-2', amount: 422, date: inDays(-700) },
  ]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('Link invoices');
  const find = list.button('Search QuickBooks');
  await expect(find).toBeDisabled();
  await list.field('Invoice number').fill('W-1');
  await find.click();
  await expect(list.row('W-1')).toContainText('Northgate Library Trust');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await list.tick('W-1');
  await list.button('Link to this deal').click();
  await expect(list.message).toContainText('Linked to this deal');
  await expect(list.row('W-1')).toContainText('linked to this deal');
  await expect(list.frame.getByLabel('Select invoice W-1')).toBeDisabled();

  await list.field('Invoice number').fill('');
  await list.field('Total').fill('422');
  await find.click();
  await expect(list.row('W-2')).toBeVisible();
  await list.field('Total').fill('');
  await list.field('Invoice date').fill(inDays(-700));
  await find.click();
  await expect(list.row('W-2')).toBeVisible();
  await list.row('W-2').getByRole('button', { name: 'W-2', exact: true }).click();
  await expect(list.frame.getByRole('heading', { name: 'Invoice W-2' })).toBeVisible();
  await list.button('Back to the list').click();
  await list.field('Invoice number').fill('W-99');
  await find.click();
  await expect(
    list.frame.getByRole('heading', { name: 'No invoices found in QuickBooks' }),
  ).toBeVisible();

  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  await expect(panel.invoice('W-1')).toContainText('311.25');
});

test('links several selected invoices at once, and shows the other deals of each row', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await writeInQuickbooks(office, realm, '1', [
    { number: 'W-1', amount: 311, date: inDays(-3) },
    { number: 'W-2', amount: 422, date: inDays(-4) },
    { number: 'W-3', amount: 533, date: inDays(-5) },
  ]);
  await writeInQuickbooks(office, realm, '3', [{ number: 'W-4', amount: 644, date: inDays(-6) }]);
  const { page, panel } = connected;
  const list = listOn(page);
  const search = (number: string) => {
    const context = { of: 'deal', id: company.deals.withProducts };
    const criteria = { context, number, customerId: null, amount: '', date: '' };
    return office.call(company, company.salesLead, 'invoice-list/search', criteria);
  };
  await search('W-3');
  await office.call(company, company.salesLead, 'deal-links/link', {
    dealId: company.deals.nearlyAlike,
    invoiceIds: [(await inQuickbooks(office, realm, 'W-3'))?.Id],
  });

  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'Link invoices' }).click();
  await list.field('Customer').fill('Northgate');
  await list.frame.getByRole('option', { name: /Northgate Library Trust/ }).click();
  await list.button('Search QuickBooks').click();
  await expect(list.row('W-3')).toContainText('linked to another deal');
  await expect(list.row('W-4')).toHaveCount(0);
  await list.tick('W-1', 'W-3');
  await expect(list.frame.getByText('2 selected')).toBeVisible();

  // The selection persists across searches.
  await list.frame.getByRole('button', { name: 'Clear' }).click();
  await list.field('Invoice number').fill('W-4');
  await list.button('Search QuickBooks').click();
  await list.tick('W-4');
  await list.button('Link 3 to this deal').click();
  await expect(list.message).toContainText('3 invoices linked to this deal');
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(3);

  await panel.frame.getByRole('button', { name: 'Link invoices' }).click();
  await list.field('Invoice number').fill('W-3');
  await page.keyboard.press('Enter');
  await expect(list.row('W-3')).toContainText('linked to this deal and 1 other');
  await expect(list.frame.getByLabel('Select invoice W-3')).toBeDisabled();
});

test('shows an invalid total at its field, and offers to retry a failed search', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422), errorStatus(503));
  await writeInQuickbooks(office, realm, '1', [{ number: 'W-1', amount: 311, date: inDays(-3) }]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'Link invoices' }).click();
  await list.field('Total').fill('a lot');
  await list.button('Search QuickBooks').click();
  await expect(list.field('Total')).toHaveAccessibleDescription(
    'Enter a number, for example 12.50.',
  );
  await list.field('Total').fill('311');
  const answerAgain = await stopAnswering(office, realm, '/query$');
  await list.button('Search QuickBooks').click();
  await expect(list.frame.getByText('QuickBooks did not answer')).toBeVisible();
  await answerAgain();
  await list.frame.getByRole('button', { name: 'Try again' }).click();
  await expect(list.row('W-1')).toBeVisible();
});

test('keeps the results of a search that runs while invoices are being linked', async ({
  connected,
  office,
  realm,
}) => {
  await writeInQuickbooks(office, realm, '1', [
    { number: 'W-1', amount: 311, date: inDays(-3) },
    { number: 'W-2', amount: 422, date: inDays(-4) },
  ]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('Link invoices');
  await list.field('Invoice number').fill('W-1');
  await list.button('Search QuickBooks').click();
  await list.tick('W-1');
  const released = Promise.withResolvers<void>();
  await page.route('**/api/deal-links/link', async (route) => {
    await released.promise;
    await route.continue();
  });
  await list.button('Link to this deal').click();
  await list.field('Invoice number').fill('W-2');
  await list.button('Search QuickBooks').click();
  await expect(list.row('W-2')).toBeVisible();
  released.resolve();
  await expect(list.message).toContainText('Linked to this deal');
  await expect(list.row('W-2')).toBeVisible();
  await expect(list.row('W-1')).toHaveCount(0);
});

test('searches the linked customer immediately, and unlinks an invoice found again', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await writeInQuickbooks(office, realm, '1', [
    { number: 'W-1', amount: 311, date: inDays(-3) },
    { number: 'W-2', amount: 422, date: inDays(-700) },
  ]);
  const context = { of: 'deal', id: company.deals.withoutProducts };
  const customer = { context, customerId: '1' };
  await office.call(company, company.salesLead, 'customers/change', customer);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withoutProducts');
  await panel.frame.getByRole('button', { name: 'Link invoices' }).click();
  await expect(list.field('Customer')).toHaveValue('Northgate Library Trust');
  await expect(list.row('W-1')).toBeVisible();
  await list.tick('W-2');
  await list.button('Link to this deal').click();
  await expect(list.message).toContainText('Linked to this deal');
  await connected.closeModal();

  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(list.row('W-1')).toBeVisible();
  await expect(list.row('W-2')).toHaveCount(0);
  await expect(list.frame.getByText('1 invoice with another date is not shown.')).toBeVisible();
  await list.button('Show all dates').click();
  await expect(list.row('W-2')).toBeVisible();
  await connected.closeModal();

  const menu = 'Actions for invoice W-2';
  await panel.frame.getByRole('button', { name: 'View invoice W-2' }).click();
  await modal.getByRole('button', { name: menu }).click();
  await expect(modal.getByRole('menuitem').first()).toHaveText('Unlink from deal');
  await page.keyboard.press('Escape');
  await connected.closeModal();

  await panel.frame.getByRole('button', { name: menu }).click();
  await expect(panel.frame.getByRole('menuitem').first()).toHaveText('Unlink from deal');
  await panel.frame.getByRole('menuitem').first().click();
  await expect(connected.snackbar).toContainText('Invoice W-2 was unlinked from the deal');
  await expect(panel.invoices).toHaveCount(0);
});
