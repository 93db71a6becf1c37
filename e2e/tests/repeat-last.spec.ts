import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';

test('repeats the lines of the customer’s last invoice with one press', async ({
  connected,
  office,
  company,
}) => {
  const { form, panel } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.lines.first()).toBeVisible();
  const before = await form.lines.count();
  await form.frame.getByRole('button', { name: `Repeat invoice ${number} of` }).click();
  await expect(form.lines).toHaveCount(before + 3);
  const added = form.line(before + 1);
  await expect(added.field('Quantity')).toBeFocused();
  await expect(added.field('Product or service')).not.toHaveValue('');
  await form.frame.getByRole('button', { name: /^Repeat invoice/ }).click();
  await expect(form.lines).toHaveCount(before + 6);
});
