import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import type { HostPage } from '../pages/host-page.ts';

const patternField = ({ settings }: HostPage) =>
  settings.frame.getByLabel('Pattern', { exact: true });

const savePattern = async (connected: HostPage, pattern: string) => {
  const { settings } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await settings.frame.getByRole('radio', { name: 'By a pattern' }).check();
  await patternField(connected).fill(pattern);
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
};

const openForm = async (connected: HostPage) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Cedar & Finch Portland');
  await form.line(3).link('Installation, hourly');
};

test.describe('with custom transaction numbers on', () => {
  test.use({ realmLike: 'customNumbers' });

  test('an invoice gets the number of the pattern that was set and previewed', async ({
    connected,
    company,
  }) => {
    const { settings, form } = connected;
    await connected.openSettings();
    await settings.show('New invoices');
    await expect(settings.frame.getByRole('radio', { name: 'Next free number' })).toBeChecked();
    await settings.frame.getByRole('radio', { name: 'By a pattern' }).check();
    await patternField(connected).fill('{yaer}-{deal id}');
    await expect(patternField(connected)).toHaveAccessibleDescription(
      /Not a placeholder.*\{yaer\}/,
    );
    await expect(settings.save).toBeDisabled();
    await patternField(connected).fill('D{deal id}/{counter:3}');
    await expect(settings.frame.getByText(/^Next number for the deal.*: D\d+\/001$/)).toBeVisible();
    await patternField(connected).fill('{PO number}/{counter:3}');
    await expect(settings.frame.getByText(/\{PO number\} is empty there/)).toBeVisible();
    await settings.save.click();
    await expect(settings.state).toHaveText(/^Saved/);

    await openForm(connected);
    await expect(form.field('Invoice number')).toHaveValue('PO-20418/001');
    await form.create.click();
    await expect(form.outcome('Invoice PO-20418/001 is in QuickBooks')).toBeVisible();

    await savePattern(connected, 'D{deal id}');
    await connected.openDeal('withProducts');
    await connected.panel.newInvoice.click();
    await expect(form.field('Invoice number')).toHaveValue(`D${company.deals.withProducts}`);
  });

  test('a number that another form took is replaced by the next with one press', async ({
    connected,
    office,
    company,
    noise,
  }) => {
    noise.allow(errorStatus(422));
    const { form } = connected;
    await savePattern(connected, 'INV-{counter:4}');
    await openForm(connected);
    await expect(form.field('Invoice number')).toHaveValue('INV-0001');
    const other = { details: { number: 'INV-0001' }, customerName: 'Somebody else' };
    await makeInvoice(office, company, 'withoutProducts', other);
    await form.create.click();
    await expect(form.field('Invoice number')).toHaveAccessibleDescription(/Already used/);
    await form.check.getByRole('button', { name: 'Use INV-0002' }).click();
    await expect(form.field('Invoice number')).toHaveValue('INV-0002');
    await form.create.click();
    await expect(form.outcome('Invoice INV-0002 is in QuickBooks')).toBeVisible();
  });

  test('says what of the pattern is empty or too long at the number', async ({ connected }) => {
    const { form, panel } = connected;
    await savePattern(connected, '{PO number}-{counter}');
    await connected.openDeal('withoutProducts');
    await panel.newInvoice.click();
    await expect(form.check).toContainText(
      'No number proposed, because {PO number} in the pattern of your company is empty',
    );
    await form.field('Invoice number').fill('A-1');
    await expect(form.check).not.toContainText('No number proposed');

    await savePattern(connected, '{deal title} {counter:4}');
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await expect(form.field('Invoice number')).toHaveAccessibleDescription(
      /Use at most 21 characters; most come from \{deal title\}/,
    );
  });
});

test('a company that QuickBooks numbers can choose a pattern', async ({ connected }) => {
  const { settings, form } = connected;
  await connected.openSettings();
  await settings.show('New invoices');
  await expect(settings.frame.getByRole('radio', { name: 'Assigned by QuickBooks' })).toBeChecked();
  await savePattern(connected, '{year}-{deal id}');
  await openForm(connected);
  await expect(form.field('Invoice number')).toHaveValue(/^20\d\d-\d+$/);
  const number = await form.field('Invoice number').inputValue();
  await form.create.click();
  await expect(form.outcome(`Invoice ${number} is in QuickBooks`)).toBeVisible();
});
