import { inDays } from '../arrange/days.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test('suggests the usual fields; others can be searched, previewed, saved, and fill the form', async ({
  connected,
}) => {
  const { settings, form, panel } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await expect(settings.mapping('To')).toHaveValue('Organization: Name');
  await expect(settings.mapping('Address')).toHaveValue('Organization: Address');
  await expect(settings.mapping('E-mail')).toHaveValue('Person: Email');
  await expect(settings.mapping('Tax ID')).toHaveValue('Organization: Tax ID');

  await settings.map('To', 'Person', 'Name');
  await settings.map('Tax ID', 'Deal', 'PO number');
  await expect(settings.preview).toContainText('Deal: “');
  await expect(settings.preview).toContainText('Garden Studio Tenant');
  await settings.save.press('Enter');
  await expect(settings.state).toHaveText(/^Saved/);
  await expect(settings.state).toBeFocused();

  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.field('To')).toHaveValue('Purchasing Desk');
  await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');
});

test('notes contain the number of an invoice, and its amount only when chosen', async ({
  connected,
  office,
  company,
}) => {
  const { settings } = connected;
  const first = await makeInvoice(office, company, 'withProducts');
  await connected.openSettings();
  await settings.show('Notes and reminders');
  const choice = (name: string) => settings.frame.getByRole('radio', { name });
  await expect(choice('Invoice number only')).toBeChecked();
  await choice('Invoice number, customer and amount').check();
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
  const second = await makeInvoice(office, company, 'withProducts');
  await connected.openDeal('withProducts');
  await expect(async () => {
    await connected.page.reload();
    await expect(connected.history).toContainText(
      new RegExp(`Invoice ${second} for .* created: `),
      { timeout: 1000 },
    );
  }).toPass();
  await expect(connected.history).toContainText(`Invoice ${first} created`);
});

test('a term of 7 days sets the due date until the user types one', async ({ connected }) => {
  const { settings, form, panel } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await settings.daysTerm.check();
  await settings.days.fill('7');
  await settings.show('Sync');
  await expect(settings.save).toHaveCount(0);
  await settings.show('New invoices');
  await expect(settings.days).toHaveValue('7');
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);

  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.field('Invoice date')).toHaveValue(inDays(0));
  await expect(form.field('Due date')).toHaveValue(inDays(7));
  const missing = form.frame.getByRole('status').getByText(/QuickBooks has no .* payment term/);
  await expect(missing).toHaveText('QuickBooks has no 7-day payment term');
  await expect(form.frame.getByText(/your company's default term “Net 30”/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Create term “Net 7”' }).click();
  await expect(missing).toHaveCount(0);
  await expect(form.field('Due date')).toHaveValue(inDays(7));
  await form.field('Invoice date').fill('2027-03-13');
  await expect(form.field('Due date')).toHaveValue('2027-03-20');
  await form.field('Due date').fill('2027-04-01');
  await form.field('Invoice date').fill('2027-03-14');
  await expect(form.field('Due date')).toHaveValue('2027-04-01');
  await expect(missing).toHaveText('QuickBooks has no 18-day payment term');
  await form.field('Due date').fill('2027-03-14');
  await expect(missing).toHaveCount(0);
});

test('keeps a change made during a save, and saves it with the next one', async ({ connected }) => {
  const { page, settings } = connected;
  const released = Promise.withResolvers<void>();
  await page.route('**/api/preferences/save', async (route) => {
    await released.promise;
    await route.continue();
  });
  await connected.openSettings();
  await settings.show('New invoices');
  await settings.daysTerm.check();
  await settings.days.fill('7');
  await settings.save.click();
  await expect(settings.frame.getByRole('button', { name: 'Saving…' })).toBeVisible();
  await settings.map('To', 'Person', 'Name');
  released.resolve();
  await expect(settings.state).toHaveText('Unsaved changes');
  await expect(settings.mapping('To')).toHaveValue('Person: Name');
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);

  await connected.openSettings();
  await settings.show('New invoices');
  await expect(settings.mapping('To')).toHaveValue('Person: Name');
  await expect(settings.days).toHaveValue('7');
});

test('refuses to overwrite settings that another window changed', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const { settings } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await expect(settings.mapping('To')).toHaveValue('Organization: Name');
  const { suggested } = await office.call<{ suggested: object }>(
    company,
    company.salesLead,
    'preferences/show',
    {},
  );
  await office.call(company, company.salesLead, 'preferences/save', {
    ...suggested,
    notes: 'none',
    seenAt: null,
  });
  await settings.map('To', 'Person', 'Name');
  await settings.save.click();
  const notice = settings.frame.getByText(/^Not saved: Sales Lead changed these settings/);
  await expect(notice).toBeVisible();
  await expect(settings.mapping('To')).toHaveValue('Person: Name');
  await settings.frame.getByRole('button', { name: 'Load the new settings' }).click();
  await expect(notice).toHaveCount(0);
  await settings.show('Notes and reminders');
  await expect(settings.frame.getByRole('radio', { name: 'No notes' })).toBeChecked();
  await settings.show('New invoices');
  await expect(settings.mapping('To')).toHaveValue('Person: Name');
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
});

test('restores the number of days when the field is left empty', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('Payment term').selectOption('Days after invoice');
  await form.field('Days').fill('10');
  await expect(form.field('Due date')).toHaveValue(inDays(10));
  await form.field('Days').fill('');
  await form.field('Days').blur();
  await expect(form.field('Days')).toHaveValue('10');
  await expect(form.field('Due date')).toHaveValue(inDays(10));
});

test('a QuickBooks term in the settings sets the due date of a new invoice', async ({
  connected,
}) => {
  const { settings, form, panel } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await settings.quickbooksTerm.selectOption('Net 60');
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.field('Payment term')).toHaveValue(/^id:/);
  await expect(form.field('Due date')).toHaveValue(inDays(60));
});

test('reports a mapped field that was deleted in Pipedrive, and fills in the others', async ({
  connected,
  office,
  company,
}) => {
  const { settings, form, panel } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
  await office.pipedrive.delete(`fields/organization/${company.fields.taxId}`);

  await connected.openSettings();
  await settings.show('New invoices');
  await expect(settings.frame.getByText('This field was deleted in Pipedrive')).toBeVisible();
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(
    form.frame.getByText('filled in from a Pipedrive field that was deleted'),
  ).toBeVisible();
  await expect(form.field('Tax ID')).toHaveValue('');
  await expect(form.field('To')).toHaveValue('Cedar & Finch Ltd');
});

test('a colleague can read the settings and sees who can change them', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  await office.install(company.accountManager);
  const { settings } = connected;
  await connected.openSettings(company.accountManager);
  await settings.show('New invoices');
  await expect(
    settings.frame.getByText(/Only Sales Lead, who connected QuickBooks, can change these/),
  ).toBeVisible();
  await expect(settings.save).toHaveCount(0);
});
