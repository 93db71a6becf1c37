import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';

test('adds several products and services at once, with the keyboard alone', async ({
  connected,
}) => {
  const { form, panel, page } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await expect(form.lines).toHaveCount(1);
  await form.frame.getByRole('button', { name: 'Add several' }).press('Enter');
  const dialog = form.frame.getByRole('dialog', { name: 'Add products and services' });
  const search = dialog.getByRole('searchbox', { name: 'Search by name or SKU' });
  await expect(search).toBeFocused();

  await page.keyboard.type('desk');
  await expect(dialog.getByRole('checkbox', { name: /^Standing desk/ })).toBeVisible();
  await expect(dialog.getByRole('checkbox', { name: /Acoustic/ })).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Add 2 lines' })).toBeEnabled();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await search.fill('acoustic');
  await dialog.getByRole('checkbox', { name: /^Acoustic panel/ }).press('Space');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await dialog.getByRole('button', { name: 'Add 3 lines' }).press('Enter');

  await expect(dialog).toHaveCount(0);
  await expect(form.lines).toHaveCount(4);
  await expect(form.line(2).field('Quantity')).toBeFocused();
  await expect(form.line(4).field('Product or service')).toHaveValue('Acoustic panel');
  await expect(form.line(4).field('Price')).not.toHaveValue('');
});

test('closes the dialog with Escape, and not the form', async ({ connected }) => {
  const { form, panel, page } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  const several = form.frame.getByRole('button', { name: 'Add several' });
  await several.click();
  await form.frame.getByRole('checkbox', { name: /^Acoustic panel/ }).check();
  await page.keyboard.press('Escape');
  await expect(form.frame.getByRole('dialog')).toHaveCount(0);
  await expect(several).toBeFocused();
  await expect(form.lines).toHaveCount(1);
});

test('a default product or service fills lines of unknown products, which can be changed', async ({
  connected,
}) => {
  const { settings, form, panel } = connected;
  const { frame } = settings;
  await connected.openSettings();
  await settings.show('New invoices');
  await frame.getByRole('radio', { name: 'Use a default product or service' }).check();
  await frame.getByRole('combobox', { name: 'Default product or service' }).fill('services');
  await frame
    .getByRole('option', { name: /^Services/ })
    .first()
    .click();
  await expect(frame.getByText('Saved.')).toBeVisible();

  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const item = form.line(3).field('Product or service');
  await expect(item).toHaveValue('Services');
  await expect(item).toHaveAccessibleDescription('Default from the settings');
  await expect(form.line(3).field('Description')).toHaveValue(/^Installation/);
  await form.line(3).link('Installation, hourly');
  await expect(item).toHaveAccessibleDescription('');
});

test('unknown products are created with the invoice, once an account is chosen', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const { settings, form, panel, page } = connected;
  await namesAreMirrored(office, company);
  await connected.openSettings();
  await settings.show('New invoices');
  const { frame } = settings;
  await frame
    .getByRole('radio', { name: 'Create a service in QuickBooks with the invoice' })
    .check();
  await frame.getByRole('combobox', { name: 'Income account' }).selectOption('Services');
  await frame.getByRole('combobox', { name: 'Sales tax' }).selectOption('Taxable');
  await expect(frame.getByText('Saved.')).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);

  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  const item = form.line(3).field('Product or service');
  await expect(item).toHaveValue('Installation');
  await expect(item).toHaveAccessibleDescription(
    'New. Created in QuickBooks with this invoice, as taxable.',
  );
  await expect(form.check).not.toContainText('to fix');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  const contents = await office.quickbooks.get<{ items: { Name: string; Type: string }[] }>(
    `realms/${realm.realmId}/contents`,
  );
  expect(contents.items.filter(({ Name }) => Name === 'Installation')).toMatchObject([
    { Type: 'Service' },
  ]);
});

test('an item is created from the picker, and an inactive one is made active again', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const { form, panel, page } = connected;
  await office.quickbooks.post(`realms/${realm.realmId}/items`, {
    Id: '4',
    Name: 'Acoustic panel (deleted)',
    FullyQualifiedName: 'Acoustic panel (deleted)',
    Active: false,
  });
  await namesAreMirrored(office, company);
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  const item = form.line(1).field('Product or service');
  await item.fill('Site survey');
  await form.frame.getByRole('option', { name: 'Create “Site survey”' }).click();
  const dialog = form.frame.getByRole('dialog', { name: 'Create a product or service' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveValue('Site survey');
  await dialog.getByRole('combobox', { name: 'Income account' }).selectOption('Services');
  await dialog.getByRole('combobox', { name: 'Sales tax' }).selectOption('Not taxable');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await dialog.getByRole('textbox', { name: 'Name' }).press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(item).toHaveValue('Site survey');
  await expect(item).toBeFocused();

  await item.fill('Acoustic panel');
  await form.frame.getByRole('option', { name: 'Create “Acoustic panel”' }).click();
  await dialog.getByRole('button', { name: 'Create', exact: true }).click();
  await expect(dialog).toContainText('which is inactive');
  await dialog.getByRole('button', { name: /^Reactivate/ }).click();
  await expect(dialog).toHaveCount(0);
  await expect(item).toHaveValue('Acoustic panel');
});

test('remembered products are found, changed and forgotten in the settings', async ({
  connected,
}) => {
  const { settings, form, panel, page } = connected;
  const { frame } = settings;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(1).link('Standing desk');
  await form.line(3).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

  await connected.openSettings();
  await settings.show('New invoices');
  const item = (product: string) =>
    frame.getByRole('combobox', { name: `QuickBooks product or service for ${product}` });
  await expect(item('Oak desk 160')).toHaveValue('Standing desk');
  await frame.getByRole('searchbox', { name: 'Search remembered products' }).fill('install');
  await expect(item('Oak desk 160')).toHaveCount(0);
  await item('Installation').fill('acoustic');
  await frame.getByRole('option', { name: /^Acoustic panel/ }).click();
  await expect(frame.getByText('Installation is now linked to Acoustic panel.')).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);

  await frame.getByRole('searchbox', { name: 'Search remembered products' }).fill('');
  await frame
    .getByRole('button', { name: 'Forget the product or service of Oak desk 160' })
    .click();
  await expect(frame.getByText(/^Oak desk 160 forgotten\./)).toBeVisible();
  await expect(item('Oak desk 160')).toHaveCount(0);

  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.line(1).field('Product or service')).toHaveValue('Oak desk 160');
  await expect(form.line(3).field('Product or service')).toHaveValue('Acoustic panel');
});
