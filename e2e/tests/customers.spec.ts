import { allInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';

test('shows a candidate with its reason, and remembers the choice', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  const alike = form.customer('Larkspur Dental Group');
  await expect(form.frame.getByText('Similar name')).toBeVisible();
  await expect(alike).not.toBeChecked();
  await expect(form.check).toContainText('QuickBooks customer');

  await alike.check();
  await form.line(2).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await expect(form.frame.getByText('Larkspur Dental Group ·')).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();

  await panel.newInvoice.click();
  await expect(form.frame.getByText(/Already linked to this deal/)).toBeVisible();
  await expect(form.line(2).field('Product or service')).toHaveValue('Installation, hourly');
  await expect(form.check).toContainText('Over the deal value by 2,053.00');
  // In a narrow window the customer's card breaks no word.
  await connected.page.setViewportSize({ width: 420, height: 800 });
  const email = await form.frame
    .getByText('accounts@larkspurdentalgroup.example')
    .first()
    .boundingBox();
  expect(email?.height).toBeLessThan(24);
});

test('shows a new customer beside its candidate, and asks before creating it', async ({
  connected,
  office,
  realm,
}) => {
  const { page, form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await expect(form.frame.getByText('already has a similar customer')).toBeVisible();
  await expect(form.check).toContainText(
    'QuickBooks already has similar ones: Larkspur Dental Group',
  );
  await form.line(2).link('Installation, hourly');
  await form.create.click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Create another customer?');
  await expect(question).toContainText('QuickBooks already has Larkspur Dental Group.');
  await connected.confirm('Compare first');
  await expect(form.customer('Larkspur Dental Group')).toBeFocused();

  // The card's label covers the whole card.
  await form.frame.getByText('Use this customer').click({ force: true });
  await expect(form.customer('Larkspur Dental Group')).toBeChecked();
  await expect(form.check).toContainText('No problems found');
  await form.newCustomer.check();
  await form.create.click();
  await connected.confirm('Create customer and invoice');
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  const { customers } = await allInQuickbooks(office, realm);
  const dental = customers.filter(({ DisplayName }) => DisplayName.startsWith('Larkspur'));
  expect(dental).toHaveLength(2);
});

test('lists a taken customer name first among the problems', async ({ connected }) => {
  const { form, panel } = connected;
  const name = form.field('Name of the new customer');
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await name.fill('Larkspur Dental Group');
  await expect(form.check).toContainText('2 problems to fix');
  await form.create.click();
  await expect(name).toBeFocused();
  await form.line(2).link('Installation, hourly');
  await form.create.click();
  await expect(name).toBeFocused();
  await expect(name).toHaveAccessibleDescription(/Already used by a customer/);
});

test('asks about a candidate for a name typed just before creating', async ({ connected }) => {
  const { page, form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.line(3).link('Installation, hourly');
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Northgate Library');
  await form.create.click();
  await expect(page.getByRole('alertdialog')).toContainText('Northgate Library Trust');
  await connected.confirm('Compare first');
  await expect(form.customer('Northgate Library Trust')).toBeVisible();
});

test('finds and uses a name with an apostrophe and an ampersand', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('discountsAndTaxes');
  await panel.newInvoice.click();
  await expect(form.frame.getByText('Same name')).toBeVisible();
  await form.customer("O'Leary & Sons").check();
  await form.line(3).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('searches all customers, and keeps a choice that was not suggested', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.frame.getByText('No similar customer found in QuickBooks')).toBeVisible();
  await form.frame.getByRole('combobox', { name: 'Search all customers' }).fill('library');
  await form.frame.getByRole('option', { name: /Northgate Library Trust/ }).click();
  await expect(form.customer('Northgate Library Trust')).toBeChecked();
  await expect(form.frame.getByText('Your choice')).toBeVisible();
});

test('names a new customer after the organization, else after the person', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('onlyAPerson');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  const name = form.field('Name of the new customer');
  await expect(name).toHaveValue('Garden Studio Tenant');
  await form.field('Tax ID').fill('98-7654321');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

  const { customers } = await office.quickbooks.get<{ customers: Record<string, unknown>[] }>(
    `realms/${realm.realmId}/contents`,
  );
  expect(customers).toContainEqual(
    expect.objectContaining({
      DisplayName: 'Garden Studio Tenant',
      PrimaryEmailAddr: { Address: 'tenant@gardenstudio.example' },
      ResaleNum: '98-7654321',
    }),
  );
});

test('keeps the typed name of a new customer while another one is selected', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  const name = form.field('Name of the new customer');
  await name.fill('Larkspur Orthodontics');
  await form.customer('Larkspur Dental Group').check();
  await expect(name).toHaveCount(0);
  await form.newCustomer.check();
  await expect(name).toHaveValue('Larkspur Orthodontics');
});
