import { inDays } from '../arrange/days.ts';
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
