import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { listOn } from '../pages/list-page.ts';

test('an organization shows the invoices of all its deals, and their actions work there', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const { page, panel, modal, snackbar } = connected;
  const furniture = await makeInvoice(office, company, 'withProducts');
  const { org_id } = await office.pipedrive.post<{ org_id: number }>(
    `deals/${company.deals.withProducts}`,
    { companyId: company.id },
  );
  await office.pipedrive.post(`deals/${company.deals.onlyAPerson}`, {
    companyId: company.id,
    org_id,
  });
  const study = await makeInvoice(office, company, 'onlyAPerson');
  await connected.openDeal('withProducts');
  await expect(panel.invoices).toHaveCount(1);

  await connected.goToContact('Cedar & Finch Ltd');
  await expect(page.getByRole('heading', { name: 'Cedar & Finch Ltd' })).toBeVisible();
  await expect(panel.invoices).toHaveCount(2);
  await expect(panel.newInvoice).toBeVisible();
  await expect(panel.frame.getByRole('region', { name: 'Invoiced and paid' })).toContainText(
    'Invoiced',
  );
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);

  await panel.frame.getByRole('button', { name: `View invoice ${study}` }).click();
  await expect(modal.getByRole('heading', { name: `Invoice ${study}` })).toBeVisible();
  await expect(modal.getByRole('link', { name: 'Home office set' })).toBeVisible();
  await connected.closeModal();

  await panel.choose(furniture, 'Void');
  await connected.confirm('Void invoice');
  await expect(snackbar).toContainText(`Invoice ${furniture} was voided`);
  await expect(panel.invoice(furniture)).toContainText('Voided');
  expect(await inQuickbooks(office, realm, furniture)).toMatchObject({ TotalAmt: 0 });
});

test('a person shows the invoices of their deals, and drafts open there', async ({
  connected,
  office,
  company,
}) => {
  const { panel, form } = connected;
  const number = await makeInvoice(office, company, 'onlyAPerson');
  await connected.openDeal('onlyAPerson');
  await panel.newInvoice.click();
  await form.line(1).field('Quantity').fill('3');
  await expect(form.saved).toContainText('Saved');
  await connected.closeModal();
  await expect(panel.drafts).toHaveCount(1);

  await connected.goToContact('Garden Studio Tenant');
  await expect(panel.invoice(number)).toContainText('Open');
  await panel.drafts.getByRole('button').first().click();
  await expect(form.create).toBeVisible();
});

test('on an organization, invoices are created for and linked to a chosen deal', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const { page, panel, form } = connected;
  const list = listOn(page);
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  await writeInQuickbooks(office, realm, customerId, [
    { number: 'W-1', amount: 311, date: inDays(-3) },
  ]);
  const { org_id } = await office.pipedrive.post<{ org_id: number }>(
    `deals/${company.deals.withProducts}`,
    { companyId: company.id },
  );
  await office.pipedrive.post(`deals/${company.deals.onlyAPerson}`, {
    companyId: company.id,
    org_id,
  });
  await office.pipedrive.post(`deals/${company.deals.nearlyAlike}`, {
    companyId: company.id,
    org_id,
    status: 'won',
  });
  await connected.openContact('organization', org_id);
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.link('W-1');
  await expect(list.deal).toHaveAccessibleDescription('Choose a deal first.');
  await expect(list.deal).toBeFocused();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await list.deal.selectOption('Home office set');
  await expect(list.row(number)).toContainText('linked to another deal');
  await list.link('W-1');
  await expect(list.row('W-1')).toContainText('linked to this deal');
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(2);

  await panel.newInvoice.click();
  const choice = connected.modal.getByLabel('For which deal?');
  await expect(choice.locator('optgroup[label="Won"]')).toContainText('Reception refresh');
  await connected.modal.getByRole('button', { name: 'Continue' }).click();
  await expect(choice).toHaveAccessibleDescription('Choose a deal first.');
  await choice.selectOption('Home office set');
  await connected.modal.getByRole('button', { name: 'Continue' }).click();
  await expect(form.create).toBeVisible();
  await expect(form.lines).toHaveCount(2);
  await connected.closeModal();

  await connected.openDeal('onlyAPerson');
  await expect(panel.invoice('W-1')).toContainText('311.00');
});

test('does not ask for the deal of an organization with a single one', async ({ connected }) => {
  const { panel, form } = connected;
  await connected.openDeal('foreignCurrency');
  await connected.goToContact('Möller Innenausbau GmbH');
  await panel.newInvoice.click();
  await expect(form.create).toBeVisible();
  await expect(form.field('To')).toHaveValue('Möller Innenausbau GmbH');
});

test('an organization without invoices says so, and offers to choose its QuickBooks customer', async ({
  connected,
}) => {
  const { panel, modal } = connected;
  await connected.openDeal('nearlyAlike');
  await connected.goToContact('Larkspur Dental Group Inc.');
  await expect(panel.frame.getByText('No invoices on these deals yet')).toBeVisible();
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(modal.getByText('No QuickBooks customer is linked yet')).toBeVisible();
  await modal.getByRole('button', { name: 'Choose customer' }).click();
  await expect(modal.getByRole('heading', { name: 'QuickBooks customer' })).toBeVisible();
});

test('a colleague who is not the connection owner sees no invoices on the organization', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const { page, panel } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await office.install(company.accountManager);
  await connected.openDeal('withProducts', company.accountManager);
  await connected.goToContact('Cedar & Finch Ltd');
  await expect(page.getByRole('heading', { name: 'Cedar & Finch Ltd' })).toBeVisible();
  await expect(panel.frame.getByText('Invoicing is managed by Sales Lead')).toBeVisible();
  await expect(panel.frame.getByText(number)).toHaveCount(0);
});

test('an organization without deals gets one on the way to its first invoice', async ({
  connected,
  office,
  company,
}) => {
  const { page, panel, form } = connected;
  const { org_id } = await office.pipedrive.post<{ org_id: number }>(
    `deals/${company.deals.withProducts}`,
    { companyId: company.id },
  );
  for (const dealId of Object.values(company.deals)) {
    await office.pipedrive.post(`deals/${dealId}`, { companyId: company.id, org_id: null });
  }
  await connected.openContact('organization', org_id);
  await expect(panel.frame.getByText('No deals yet')).toBeVisible();
  const add = panel.frame.getByRole('button', { name: 'Add deal and invoice' });

  await test.step('nothing happens when it is cancelled', async () => {
    await add.click();
    await page.getByRole('dialog', { name: 'Add deal' }).getByText('Cancel').click();
    await expect(add).toBeVisible();
  });

  await test.step('the form opens for the new deal', async () => {
    await add.click();
    const dialog = page.getByRole('dialog', { name: 'Add deal' });
    await expect(dialog.getByLabel('Organization')).toHaveValue('Cedar & Finch Ltd');
    await dialog.getByLabel('Title').fill('Reception desk');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(form.create).toBeVisible();
  });
});
