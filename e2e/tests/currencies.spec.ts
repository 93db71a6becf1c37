import { expect, test } from '../fixtures.ts';

test.use({ booksLike: 'uk' });

test('a customer of another currency is stopped, with three ways out', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('discountsAndTaxes');
  await panel.newInvoice.click();
  await expect(form.field('Currency')).toHaveValue('USD');
  await form.customer("O'Leary & Sons").check();
  await expect(form.frame.getByText("O'Leary & Sons is invoiced in EUR")).toBeVisible();
  await expect(form.check).toContainText('QuickBooks expects EUR here');

  await form.frame.getByRole('button', { name: 'Invoice in EUR' }).click();
  await expect(form.field('Currency')).toHaveValue('EUR');
  await expect(form.frame.getByText(/is invoiced in/)).toHaveCount(0);

  await form.field('Currency').selectOption('USD');
  await form.frame.getByRole('button', { name: 'Choose another customer' }).click();
  await expect(form.customer("O'Leary & Sons")).toBeFocused();

  await form.frame.getByRole('button', { name: 'Create a customer in USD' }).click();
  await expect(form.field('Name of the new customer')).not.toHaveValue("O'Leary & Sons");
  await expect(form.check).not.toContainText('expects EUR');
});

test('a deal in euro becomes an invoice in euro for a customer in euro', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('foreignCurrency');
  await panel.newInvoice.click();
  await expect(form.field('Currency')).toHaveValue('EUR');
  await form.customer('Möller Innenausbau GmbH').check();
  await form.line(2).link('Services');
  await expect(form.field('Prices')).toHaveValue('none');
  await form.create.click();
  await expect(form.frame.getByText('4,690.00 EUR')).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toContainText('4,690.00 EUR');
});
