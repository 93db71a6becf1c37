import {
  allInQuickbooks,
  customerInQuickbooks,
  inQuickbooks,
  writeCustomer,
} from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { editOn } from '../pages/edit-page.ts';

/** Id of the tax code `20.0% S` in a British company. */
const standardRate = '2';

test.describe('in the United Kingdom', () => {
  test.use({ realmLike: 'uk' });

  test('requires a tax code on every line, and shows the VAT that QuickBooks charges', async ({
    connected,
  }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.newCustomer.check();
    // The deal's products have no tax in Pipedrive, so the items' tax codes apply.
    await expect(form.field('Prices')).toHaveValue('excluded');
    await expect(form.line(1).field('Tax')).toHaveValue(standardRate);
    await expect(form.line(1).element).toContainText('From the product or service');
    await expect(form.check).toContainText('Line 3 · Tax: choose a tax code');
    await form.line(3).link('Installation, hourly');
    await expect(form.line(3).field('Tax')).toHaveValue(standardRate);

    for (const number of [1, 2, 3]) await form.line(number).field('Tax').selectOption('');
    await expect(form.check.getByText('choose a tax code')).toHaveCount(3);
    await form.check.getByRole('button', { name: 'Choose the same tax for all lines' }).click();
    await expect(form.field('Same tax for all lines')).toBeFocused();
    await form.field('Same tax for all lines').selectOption('20.0% S');
    await expect(form.check.getByText('choose a tax code')).toHaveCount(0);
    await expect(form.totals).toContainText('14,260.80');
    await expect(form.line(1).element).toContainText('Your choice');

    await form.line(2).field('Tax').selectOption('5.0% R');
    await form.line(3).field('Tax').selectOption('0.0% Z');
    // 20 % of 7,680 and 5 % of 2,844, on top of 11,884.
    await expect(form.totals).toContainText('1,536.00');
    await expect(form.totals).toContainText('142.20');
    await expect(form.totals).toContainText('13,562.20');
    // The deal value excludes tax, and so does the amount left.
    await expect(form.totals).toContainText(/Left to invoice after this0\.00\sUSD/);
    await expect(form.totals).toContainText('Left to invoice is without tax');
    await form.create.click();
    await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
    await expect(form.frame.getByText('13,562.20 USD')).toBeVisible();
    await form.frame.getByRole('button', { name: 'Done' }).click();
    await expect(panel.frame.getByText(/^11,884\.00\sUSD invoiced before tax\./)).toBeVisible();
    await expect(panel.frame.getByText('Over the deal value')).toHaveCount(0);
  });

  test('an edit changes the VAT of lines, and QuickBooks recalculates it', async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const number = await makeInvoice(office, company, 'withProducts', { taxCodeId: standardRate });
    const { panel, modal } = connected;
    await connected.openDeal('withProducts');
    await panel.choose(number, 'Edit');
    const edit = editOn(modal);
    await edit.line(2).getByLabel('Tax').selectOption('0.0% Z');
    await edit.addLine('Installation, hourly');
    await expect(edit.line(4).getByLabel('Tax')).toHaveValue(standardRate);
    await edit.line(4).getByLabel('Tax').selectOption('5.0% R');
    // The item's price is in pounds, the invoice in dollars.
    await edit.line(4).getByLabel('Price').fill('85');
    await edit.review.click();
    await expect(edit.change('Line 2 · Tax')).toContainText(/20\.0% S.*0\.0% Z/);
    await edit.save.click();
    await connected.confirm('Save anyway');
    // 20 % of 9,040 and 5 % of 85, on top of 11,969.
    await expect(modal.getByText('13,781.25').first()).toBeVisible();
    expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 13781.25 });
  });
});

test('shows the address that determines sales tax, and lets the user choose another', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  const address = form.frame.getByRole('group', { name: 'Address for sales tax' });
  await form.customer('Northgate Library Trust').check();
  await expect(address.getByRole('radio', { name: 'Address above' })).toBeChecked();
  await expect(address).toContainText('2 Assembly Square, Boston, MA 02129, USA');
  await form.field('Address').fill('2 Assembly Square');
  await expect(address).toContainText(
    "the sales tax may be wrong: QuickBooks uses your own company's address",
  );
  await form.field('Address').fill('2 Assembly Square\nBoston, Massachusetts 02129');
  await expect(address).not.toContainText('the sales tax may be wrong');

  const line = form.line(1);
  await line.link('Standing desk');
  await line.field('Price').fill('100');
  await address.getByRole('radio', { name: 'Another address' }).check();
  await expect(form.check).toContainText('Delivery address');
  await address.getByLabel('Delivery address').fill('12 Harbour Row\nOakland, CA 94607');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  // California: 7.25 %. Massachusetts would be 6.25 %.
  const { invoices } = await allInQuickbooks(office, realm);
  expect(invoices.at(-1)).toMatchObject({
    TotalAmt: 107.25,
    BillAddr: { City: 'Boston', CountrySubDivisionCode: 'MA', PostalCode: '02129' },
    ShipAddr: {
      Line1: '12 Harbour Row',
      City: 'Oakland',
      CountrySubDivisionCode: 'CA',
      PostalCode: '94607',
    },
  });

  const { Id } = await customerInQuickbooks(office, realm, 'Northgate Library Trust');
  await writeCustomer(office, realm, {
    Id,
    ShipAddr: { Line1: '9 Row', City: 'Albany', CountrySubDivisionCode: 'NY', PostalCode: '12207' },
  });
  await connected.closeModal();
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await expect(
    address.getByRole('radio', { name: 'Shipping address in QuickBooks' }),
  ).toBeChecked();
  await expect(address).toContainText('9 Row, Albany, NY 12207');
  await form.line(1).link('Standing desk');
  await form.line(1).field('Price').fill('100');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  expect((await allInQuickbooks(office, realm)).invoices.at(-1)).toMatchObject({
    TotalAmt: 108,
    ShipAddr: { City: 'Albany' },
  });
});

test.describe('in Canada', () => {
  test.use({ realmLike: 'ca' });

  test('prices with tax included keep their gross amount; the tax is the rest', async ({
    connected,
  }) => {
    const { form, panel } = connected;
    await connected.openDeal('withoutProducts');
    await panel.newInvoice.click();
    await expect(form.check).toContainText('must be CAD while multicurrency is turned off');
    await form.field('Currency').selectOption('CAD');
    await form.frame.getByRole('button', { name: 'Keep as 4,500.00 CAD' }).click();
    await connected.confirm('Keep as 4,500.00 CAD');
    await form.customer('Northgate Library Trust').check();
    await form.field('Prices').selectOption('inclusive');
    await form.line(1).link('Services');
    await form.line(1).field('Price with tax').fill('9.00');
    await form.line(1).field('Tax').selectOption('HST ON');
    await form.frame.getByRole('button', { name: 'Add line' }).click();
    await form.line(2).link('Hours');
    await form.line(2).field('Price with tax').fill('3.00');
    await form.line(2).field('Quantity').fill('1');
    await form.line(2).field('Tax').selectOption('HST ON');
    await form.field('Discount on the whole invoice').fill('20');
    // 12.00 less 20 %; at 13 % the net is 8.49, so 1.11 is left as tax.
    await expect(form.totals).toContainText('9.60');
    await expect(form.totals).toContainText('1.11');
    await form.create.click();
    await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
    await expect(form.frame.getByText('9.60 CAD')).toBeVisible();
  });

  test('explains the difference when QuickBooks rounds tax differently', async ({
    connected,
    office,
    realm,
  }) => {
    const { realmId } = realm;
    await office.quickbooks.post('settings', { realmId, taxRoundingOutsideUs: 'sum' });
    const { form, panel } = connected;
    await connected.openDeal('withoutProducts');
    await panel.newInvoice.click();
    await form.field('Currency').selectOption('CAD');
    await form.frame.getByRole('button', { name: 'Keep as 4,500.00 CAD' }).click();
    await connected.confirm('Keep as 4,500.00 CAD');
    await form.customer('Northgate Library Trust').check();
    await form.field('Prices').selectOption('excluded');
    await form.frame.getByRole('button', { name: 'Add line' }).click();
    for (const number of [1, 2]) {
      await form.line(number).link('Services');
      await form.line(number).field('Price').fill('0.35');
      await form.line(number).field('Quantity').fill('1');
      await form.line(number).field('Tax').selectOption('HST ON');
    }
    // 13 % of 0.35 is 0.0455, rounded on each of two lines; of 0.70 it is 0.091.
    await expect(form.totals).toContainText('0.10');
    await form.create.click();
    const differs = form.frame
      .getByRole('status')
      .filter({ hasText: 'in QuickBooks differ from the form' });
    await expect(differs).toContainText('rounds the tax of your company once on the sum');
    await expect(differs).toContainText(/Tax0\.100\.09−0\.01/);
  });
});

test.describe('in the United States without automated sales tax', () => {
  test.use({ realmLike: 'customNumbers' });

  test('one sales tax applies to all taxable lines', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.newCustomer.check();
    await form.line(3).link('Installation, hourly');
    await form.field('Sales tax').selectOption('City sales tax');
    // 8 % of the goods, 10,524; installation is not taxable.
    await expect(form.totals).toContainText('841.92');
    await expect(form.totals).toContainText('12,725.92');
    await form.create.click();
    await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
  });
});

test('with automated sales tax QuickBooks adds the tax, which the form shows afterwards', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.customer('Larkspur Dental Group').check();
  await form.line(2).link('Installation, hourly');
  await expect(form.totals).toContainText('added by QuickBooks');
  await form.create.click();
  // 7.25 % on two desks for a customer in California.
  await expect(form.frame.getByText(/Tax added in QuickBooks: 130\.36/)).toBeVisible();
});
