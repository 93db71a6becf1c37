import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';

test('a payment in QuickBooks reaches the fields of the deal after a refresh', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const { page, panel, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  const fact = (name: string) => settings.frame.getByRole('checkbox', { name, exact: true });
  const state = (name: string) => settings.fact(name).getByRole('status');
  await connected.openSettings();
  await settings.show('Pipedrive fields');
  await expect(settings.fact('Amount due')).toContainText('Example: 11,884.00');
  for (const name of ['Amount due', 'Status']) {
    await fact(name).click();
    await expect(state(name)).toHaveText('Switched on. 1 deal will be updated.');
    await expect(fact(name)).toBeChecked();
  }
  await settings.factField('Invoice number').selectOption('PO number');
  await fact('Invoice number').click();
  await expect(state('Invoice number')).toHaveText(/^Switched on/);

  await connected.openDeal('withProducts');
  await (await accountant(number)).receive('4884.00');
  await panel.refresh.click();
  await expect(panel.invoice(number)).toContainText('Partially paid');
  const detail = (name: string) =>
    page
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('xpath=..');
  await expect(async () => {
    await page.reload();
    await expect(detail('Invoice amount due')).toContainText('7000 USD', { timeout: 1000 });
  }).toPass();
  await expect(detail('Invoice status')).toContainText('Partially paid');
  await expect(detail('PO number')).toContainText(number);
});

test('a payment in QuickBooks reaches the fields of the organization after a refresh', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const { page, panel, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await connected.openSettings();
  await settings.show('Pipedrive fields');
  const organizations = settings.frame.getByRole('group', { name: 'Organizations', exact: true });
  await expect(organizations).toContainText('Examples are from the organization “');
  for (const name of ['Outstanding', 'Has an overdue invoice']) {
    const row = organizations.getByRole('listitem').filter({ hasText: name });
    await row.getByRole('checkbox', { name, exact: true }).click();
    await expect(row.getByRole('status')).toHaveText(
      'Switched on. 1 organization will be updated.',
    );
  }
  await connected.openDeal('withProducts');
  await (await accountant(number)).receive('4884.00');
  await panel.refresh.click();
  await expect(panel.invoice(number)).toContainText('Partially paid');
  await connected.goToContact('Cedar & Finch');
  const detail = (name: string) =>
    page
      .getByRole('term')
      .filter({ hasText: new RegExp(`^${name}$`) })
      .locator('xpath=..');
  await expect(async () => {
    await page.reload();
    await expect(detail('Invoices outstanding')).toContainText('7000 USD', { timeout: 1000 });
  }).toPass();
  await expect(detail('Has an overdue invoice')).toContainText('No');
});

test('says that a field was deleted in Pipedrive, and creates it again', async ({
  connected,
  office,
  company,
}) => {
  const { page, settings } = connected;
  await makeInvoice(office, company, 'withProducts');
  const dueDate = settings.frame.getByRole('checkbox', { name: 'Due date', exact: true });
  await connected.openSettings();
  await settings.show('Pipedrive fields');
  await settings.factField('Due date').selectOption('Installation date');
  await dueDate.click();
  await expect(settings.fact('Due date').getByRole('status')).toHaveText(/^Switched on/);
  const code = await settings.factField('Due date').inputValue();
  await office.pipedrive.delete(`fields/deal/${code}`);
  await page.reload();
  await settings.show('Pipedrive fields');
  const row = settings.fact('Due date');
  await expect(row).toContainText('This field was deleted in Pipedrive');
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
  await row.getByRole('button', { name: 'Use this field' }).click();
  await expect(row.getByRole('status')).toHaveText(/^Switched on/);
  await expect(row).not.toContainText('This field was deleted in Pipedrive');
});
