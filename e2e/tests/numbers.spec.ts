import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test.describe('with custom transaction numbers on', () => {
  test.use({ realmLike: 'customNumbers' });

  test('proposes the next number, and accepts another', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await expect(form.field('Invoice number')).toHaveValue(/^HP-\d+$/);
    await form.field('Invoice number').fill('2027/03-A');
    await form.newCustomer.check();
    await form.line(3).link('Installation, hourly');
    await form.create.click();
    await expect(form.outcome('Invoice 2027/03-A is in QuickBooks')).toBeVisible();
  });

  test('marks a number that is in use at its field, and keeps all input', async ({
    connected,
    office,
    company,
    noise,
  }) => {
    noise.allow(errorStatus(422));
    const taken = { details: { number: 'HP-777' }, customerName: 'Somebody else' };
    await makeInvoice(office, company, 'withoutProducts', taken);
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.newCustomer.check();
    await form.field('Name of the new customer').fill('Cedar & Finch Portland');
    await form.line(3).link('Installation, hourly');
    await form.field('Invoice number').fill('HP-777');
    await form.create.click();
    await expect(form.field('Invoice number')).toHaveAccessibleDescription(/Already used/);
    await expect(form.field('Name of the new customer')).toHaveValue('Cedar & Finch Portland');
    await form.field('Invoice number').fill('HP-778');
    await form.create.click();
    await expect(form.outcome('Invoice HP-778 is in QuickBooks')).toBeVisible();
  });

  test('stops a number of more than 21 characters before sending it', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.field('Invoice number').fill('HARBOUR-2027-000000042');
    await expect(form.check).toContainText('use at most 21 characters');
    await form.create.click();
    await expect(form.outcome('New invoice')).toBeVisible();
    await expect(form.field('Invoice number')).toHaveAccessibleDescription(/at most 21 characters/);
  });
});

test('without custom transaction numbers the form says that QuickBooks assigns the number', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(
    form.frame.getByText('QuickBooks assigns the number when the invoice is created.'),
  ).toBeVisible();
  await expect(form.field('Invoice number')).toHaveCount(0);
});
