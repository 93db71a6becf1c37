import { allInQuickbooks, inQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { editOn } from '../pages/edit-page.ts';
import type { HostPage } from '../pages/host-page.ts';

const openForm = async (connected: HostPage) => {
  const { form, panel } = connected;
  await connected.openDeal('onlyAPerson');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(1).link('Services');
  await form.frame.getByRole('button', { name: 'Remove line 2' }).click();
  return form.line(1);
};

test('shows the parsed value of 2,500 in the field and in the amount', async ({ connected }) => {
  const line = await openForm(connected);
  await line.field('Quantity').fill('2');
  await line.field('Price').fill('2,500');
  await expect(line.element).toContainText('5,000.00');
  await line.field('Price').blur();
  await expect(line.field('Price')).toHaveValue('2,500.00');

  await line.field('Price').fill('2.500');
  await expect(line.element).toContainText('5.00');
  await line.field('Price').blur();
  await expect(line.field('Price')).toHaveValue('2.50');
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('reads 2,500 as two and a half and 2.500 as 2500, in the form and the edit', async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const { form, panel, modal } = connected;
    const line = await openForm(connected);
    await line.field('Quantity').fill('2,500');
    await line.field('Price').fill('2.500');
    await line.field('Discount').fill('1.250');
    await line.element.getByLabel('Discount in').selectOption('amount');
    await line.field('Discount').blur();
    await expect(line.element).toContainText('5.000,00');
    await expect(line.field('Quantity')).toHaveValue('2,5');
    await expect(line.field('Price')).toHaveValue('2.500,00');
    await expect(line.field('Discount')).toHaveValue('1.250,00');
    await expect(form.saved).toHaveText(/^Saved as draft/);
    await connected.closeModal();
    await panel.newInvoice.click();
    await expect(line.field('Quantity')).toHaveValue('2,5');
    await expect(line.field('Price')).toHaveValue('2.500,00');
    await form.create.click();
    await connected.confirm('Create anyway');
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
    const created = (await allInQuickbooks(office, realm)).invoices.at(-1);
    expect(created).toMatchObject({ Line: [{ Amount: 5000 }, {}] });
    await connected.closeModal();

    const number = await makeInvoice(office, company, 'withProducts');
    await connected.openDeal('withProducts');
    await panel.choose(number, 'Edit');
    const edit = editOn(modal);
    await expect(edit.line(2).getByLabel('Price')).toHaveValue('118,50');
    await edit.line(1).getByLabel('Quantity').fill('1,250');
    await edit.line(1).getByLabel('Price').fill('1.250');
    await edit.review.click();
    await expect(edit.change('Line 1 · Quantity')).toContainText(/12.*1,25/);
    await expect(edit.change('Line 1 · Price')).toContainText(/640,00.*1\.250,00/);
    await edit.save.click();
    await expect(modal.getByText('Sales Lead changed: Lines')).toBeVisible();
    expect(await inQuickbooks(office, realm, number)).toMatchObject({
      Line: [{ SalesItemLineDetail: { Qty: 1.25, UnitPrice: 1250 } }, {}, {}, {}],
    });
  });
});

test.describe('in French', () => {
  test.use({ locale: 'fr-FR' });

  test('asks which number is meant by a point before three digits', async ({ connected }) => {
    const { form } = connected;
    const line = await openForm(connected);
    await line.field('Price').fill('2.500');
    await line.field('Quantity').focus();
    await expect(line.element).toContainText('Could mean 2,5 or 2500; enter one of these.');
    await expect(line.field('Price')).toHaveValue('2.500');
    await expect(form.check).toContainText('Line 1 · Price: could mean 2,5 or 2500');
    await line.field('Price').fill('2500');
    await line.field('Price').blur();
    await expect(line.field('Price')).toHaveValue(/^2.500,00$/);
    await expect(line.element).not.toContainText('Could mean');
  });
});
