import { inDays } from '../arrange/days.ts';
import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { expect, test } from '../fixtures.ts';

test('problems are corrected with one press each, and the invoice is created', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Cedar: Finch 🎉');
  await form.line(3).link('Installation, hourly');
  await form.line(1).field('Quantity').fill('0.123456789');
  await form.line(2).field('Description').fill('Oak 🌳, oiled');
  await form.field('Due date').fill(inDays(-3));
  await form.frame.getByRole('button', { name: 'Add line' }).click();

  const press = async (name: string | RegExp) =>
    form.check.getByRole('button', { name, exact: true }).click();
  await press('Use Cedar - Finch 🎉');
  await expect(form.field('Name of the new customer')).toBeFocused();
  await form.check.getByRole('button', { name: 'Remove the emoji' }).first().click();
  await expect(form.field('Name of the new customer')).toHaveValue('Cedar - Finch');
  await press('Remove the emoji');
  await expect(form.line(2).field('Description')).toHaveValue('Oak, oiled');
  await press('Round to 0.1234568');
  await form.check.getByRole('button', { name: /^Use .*20\d\d$/ }).click();
  await press('Remove the empty line');
  await expect(form.lines).toHaveCount(3);
  await expect(form.check).not.toContainText('to fix');

  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('finds a name that a vendor has, and a line that looks like tax, while typing', async ({
  host,
  office,
  company,
  realm,
}) => {
  const { form, panel } = host;
  await office.quickbooks.post(`realms/${realm.realmId}/vendors`, {
    DisplayName: 'Foundry Lane Freight',
  });
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  await namesAreMirrored(office, company);
  await host.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Foundry Lane Freight');
  await form.line(3).link('Installation, hourly');
  await form.line(2).field('Description').fill('Sales tax 8%');
  await expect(form.check).toContainText('already used by a customer, vendor or employee');
  await expect(form.check).toContainText('Line 2 · Description: looks like a tax');

  await form.check.getByRole('button', { name: 'Use Foundry Lane Freight 2' }).click();
  await expect(form.field('Name of the new customer')).toHaveValue('Foundry Lane Freight 2');
  await form.check.getByRole('button', { name: 'Remove the line' }).click();
  await expect(form.lines).toHaveCount(2);
  await expect(form.check).not.toContainText('to fix');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});
