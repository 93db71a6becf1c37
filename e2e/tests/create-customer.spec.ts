import {
  allInQuickbooks,
  customerInQuickbooks,
  onNextCustomerWrite,
} from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { deactivateCustomer } from '../pages/accountant-page.ts';
import { customerOn } from '../pages/customer-page.ts';
import type { Office, Realm } from '../world/office.ts';

const tenant = 'Garden Studio Tenant';
const library = 'Northgate Library Trust';
const dental = 'Larkspur Dental Group';
const vendor = 'Timberline Supply';

const countOf = async (office: Office, realm: Realm, name: string) => {
  const { customers } = await allInQuickbooks(office, realm);
  return customers.filter(({ DisplayName }) => DisplayName === name).length;
};

test('creates a customer with the values on the page, and shows who linked it and when', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('onlyAPerson');
  await panel.chooseInPanel('Customer');
  await expect(customer.frame.getByText('Search, or create a new customer.')).toBeVisible();
  await customer.createNew.check();
  await expect(customer.field('Name of the new customer')).toHaveValue(tenant);
  await customer.field('E-mail').fill('studio@tenant.example');
  await customer.field('Address').fill('5 Orchard Lane\nBoston, MA 02130');
  await customer.create.click();
  await expect(customer.linked(tenant)).toContainText(/Created by Sales Lead on \w+ \d+, \d{4}/);
  await expect(customer.notice(`${tenant} was created in QuickBooks and linked`)).toBeFocused();
  expect(await customerInQuickbooks(office, realm, tenant)).toMatchObject({
    PrimaryEmailAddr: { Address: 'studio@tenant.example' },
    BillAddr: {
      Line1: '5 Orchard Lane',
      City: 'Boston',
      CountrySubDivisionCode: 'MA',
      PostalCode: '02130',
    },
  });

  await connected.closeModal();
  await expect(panel.frame.getByRole('button', { name: `Customer ${tenant}` })).toBeVisible();
  await panel.newInvoice.click();
  await expect(connected.form.frame.getByText(/Already linked to this deal/)).toBeVisible();
});

test('shows candidates and asks before creating a similar customer', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('nearlyAlike');
  await panel.chooseInPanel('Customer');
  await expect(customer.candidate(dental)).toBeVisible();
  await customer.createNew.check();
  await expect(customer.notice('QuickBooks already has a similar customer.')).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  const name = await customer.field('Name of the new customer').inputValue();
  await customer.create.click();
  await expect(page.getByRole('alertdialog')).toContainText(`QuickBooks already has ${dental}.`);
  await connected.confirm('Compare first');
  expect(await countOf(office, realm, name)).toBe(0);
  await customer.field('Name of the new customer').fill(dental.toUpperCase());
  await expect(customer.field('Name of the new customer')).toHaveAccessibleDescription(
    /Already used by a customer/,
  );
  await customer.field('Name of the new customer').fill(name);
  await customer.create.click();
  await connected.confirm('Create customer');
  await expect(customer.linked(name)).toBeVisible();
  expect(await countOf(office, realm, name)).toBe(1);
});

test('asks about candidates for a name typed just before creating', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  const name = `${dental} Boston`;
  await connected.openDeal('onlyAPerson');
  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  await customer.field('Name of the new customer').fill(name);
  await customer.field('Name of the new customer').press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`QuickBooks already has ${dental}.`);
  await connected.confirm('Compare first');
  await expect(customer.candidate(dental)).toBeVisible();
  expect(await countOf(office, realm, name)).toBe(0);
  await customer.create.click();
  await connected.confirm('Create customer');
  await expect(customer.linked(name)).toBeVisible();
});

test('shows a taken name at its field, and keeps the input', async ({ connected, noise }) => {
  noise.allow(errorStatus(422));
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('onlyAPerson');
  await connected.setTheme('dark');
  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  const name = customer.field('Name of the new customer');
  await name.fill('A: B');
  await customer.field('E-mail').fill('studio@tenant.example');
  await customer.create.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Remove colons/);

  await name.fill(vendor);
  await customer.create.click();
  await expect(name).toHaveAccessibleDescription(/Already used by a customer, vendor or employee/);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await expect(name).toBeFocused();
  await expect(customer.field('E-mail')).toHaveValue('studio@tenant.example');
  await connected.closeModal();

  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`QuickBooks rejected ${vendor}`)).toBeVisible();
  await expect(customer.field('E-mail')).toHaveValue('studio@tenant.example');
  await name.fill(tenant);
  await expect(name).not.toHaveAccessibleDescription(/Already used/);
  await customer.create.click();
  await expect(customer.linked(tenant)).toBeVisible();
});

test('a lost response shows as being checked, blocks a repeat, and the customer is found', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await onNextCustomerWrite(office, realm, { fault: 'reset-after' });
  await connected.openDeal('onlyAPerson');
  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  await customer.create.click();
  await expect(customer.notice(`Checking whether ${tenant} was created`)).toBeVisible();
  await expect(customer.createNew).toHaveCount(0);
  await expect(customer.create).toHaveCount(0);
  await expect(customer.linked(tenant)).toBeVisible({ timeout: 30_000 });
  await expect(customer.notice(`${tenant} was created in QuickBooks and linked`)).toBeVisible();
  expect(await countOf(office, realm, tenant)).toBe(1);
});

test('reports a request that never arrived, and creates again with the same input', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await onNextCustomerWrite(office, realm, { fault: 'reset-before' });
  await connected.openDeal('onlyAPerson');
  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  await customer.field('E-mail').fill('studio@tenant.example');
  await customer.create.click();
  await expect(customer.notice(`Checking whether ${tenant} was created`)).toBeVisible();
  await connected.closeModal();

  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${tenant} was not created`)).toBeVisible({ timeout: 30_000 });
  await expect(customer.field('E-mail')).toHaveValue('studio@tenant.example');
  await customer.create.click();
  await expect(customer.linked(tenant)).toBeVisible();
  expect(await countOf(office, realm, tenant)).toBe(1);
});

test('replaces a linked customer that became inactive with a new one', async ({
  connected,
  office,
  company,
  realm,
  world,
  browser,
}) => {
  await office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId: '1',
  });
  const context = await browser.newContext();
  await deactivateCustomer(await context.newPage(), world, realm, '1');
  await context.close();
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${library} is inactive in QuickBooks`)).toBeVisible();
  await customer.button('Choose another customer').click();
  await customer.createNew.check();
  await customer.field('Name of the new customer').fill('Northgate Reading Rooms');
  await customer.create.click();
  await expect(customer.linked('Northgate Reading Rooms')).toBeVisible();
  await expect(customer.notice('is inactive')).toHaveCount(0);
});

test.describe('in a company with several currencies', () => {
  test.use({ realmLike: 'uk' });

  test('lets the user choose the new customer’s currency', async ({ connected }) => {
    const { page, panel } = connected;
    const customer = customerOn(page);
    await connected.openDeal('onlyAPerson');
    await panel.chooseInPanel('Customer');
    await customer.createNew.check();
    await customer.field('Currency').selectOption('EUR');
    await customer.create.click();
    await expect(customer.linked(tenant)).toContainText('EUR');
  });
});

test('Escape asks before discarding the input for a new customer', async ({ connected }) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  const dialog = page.getByRole('dialog', { name: 'Dealbill' });
  await connected.openDeal('onlyAPerson');
  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  await customer.createNew.press('Escape');
  await expect(dialog).toHaveCount(0);

  await panel.chooseInPanel('Customer');
  await customer.createNew.check();
  await customer.field('E-mail').fill('studio@tenant.example');
  await customer.field('E-mail').press('Escape');
  await expect(page.getByRole('alertdialog')).toContainText('The details you typed for');
  await connected.confirm('Stay');
  await expect(customer.field('E-mail')).toHaveValue('studio@tenant.example');
  await customer.field('E-mail').press('Escape');
  await connected.confirm('Close anyway');
  await expect(dialog).toHaveCount(0);
});
