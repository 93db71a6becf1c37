import { expect, test } from '../fixtures.ts';

type QuickbooksLine = {
  DetailType: string;
  Amount: number;
  Description?: string;
  SalesItemLineDetail?: { Qty: number; UnitPrice: number };
};
type QuickbooksInvoice = { DocNumber: string; TotalAmt: number; Line: QuickbooksLine[] };

test('discounts of the deal become net prices and one discount, equal to the cent in QuickBooks', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('discountsAndTaxes');
  await panel.newInvoice.click();
  // Skips the disabled product; the deal's discounts of 5 % and 250.00 become one discount.
  await expect(form.lines).toHaveCount(3);
  await expect(form.line(1).field('Discount')).toHaveValue('10');
  await expect(form.line(2).field('Discount')).toHaveValue('50.00');
  await expect(form.field('Discount on the whole invoice')).toHaveValue('1,149.85');
  await expect(form.totals).toContainText('17,997.00');
  await expect(form.totals).toContainText('16,847.15');
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill("O'Leary & Sons, Galway");
  await form.line(3).link('Installation, hourly');
  await form.create.click();
  await connected.confirm('Create customer and invoice');
  await expect(form.frame.getByText(/match QuickBooks/)).toBeVisible();

  const { invoices } = await office.quickbooks.get<{ invoices: QuickbooksInvoice[] }>(
    `realms/${realm.realmId}/contents`,
  );
  const invoice = invoices.at(-1);
  expect(invoice?.TotalAmt).toBe(16847.15);
  expect(invoice?.Line[0]).toMatchObject({
    Amount: 16182,
    SalesItemLineDetail: { Qty: 20, UnitPrice: 809.1 },
    Description: expect.stringContaining('10%'),
  });
  expect(invoice?.Line[1]).toMatchObject({ Amount: 1135 });
  expect(invoice?.Line.at(-1)).toMatchObject({ DetailType: 'DiscountLineDetail', Amount: 1149.85 });
});

test('an unlinked line offers similar products and services', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const line = form.line(3);
  await form.newCustomer.check();
  await form.create.click();
  await expect(line.field('Product or service')).toHaveAccessibleDescription(
    /Similar in QuickBooks: Installation, hourly.*Choose a QuickBooks product or service/,
  );
  await line.element.getByRole('button', { name: /^Installation, hourly/ }).click();
  await expect(line.field('Product or service')).toHaveValue('Installation, hourly');
});

test('adds lines, moves them by keyboard and removes them, with or without a product', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await expect(form.lines).toHaveCount(1);
  await expect(form.line(1).field('Description')).toHaveValue('Meeting room acoustics');
  await expect(form.totals).toContainText('4,500.00');

  await form.frame.getByRole('button', { name: 'Add line' }).click();
  await form.line(2).link('Standing desk');
  await expect(form.line(2).field('Price')).toHaveValue(/^899/);
  await form.line(2).field('Quantity').fill('2');
  await expect(form.totals).toContainText('6,298.00');

  await form.line(2).field('Quantity').press('Alt+ArrowUp');
  await expect(form.line(1).field('Product or service')).toHaveValue('Standing desk');
  await expect(form.line(1).field('Quantity')).toBeFocused();
  await form.frame.getByRole('button', { name: 'Remove line 2' }).click();
  await expect(form.lines).toHaveCount(1);
  await expect(form.totals).toContainText('1,798.00');
});

test('shows a warning until a line is linked, and reuses the link on the next deal', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.line(1).element).not.toContainText('Not linked');
  await expect(form.line(3).element).toContainText('Not linked');
  await form.check.getByRole('button', { name: /Line 3/ }).click();
  await expect(form.line(3).field('Product or service')).toBeFocused();
  await form.line(3).link('Installation, hourly');
  await form.newCustomer.check();
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await expect(form.line(2).field('Product or service')).toHaveValue('Installation, hourly');
});

test.describe('in a company with hundreds of items', () => {
  test.use({ realmSize: 'large' });

  test('the picker finds items by name and loads more while scrolling', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    const line = form.line(3).element;
    await line.getByRole('button', { name: 'Show options' }).click();
    const choices = form.frame.getByRole('option');
    await expect(choices).not.toHaveCount(0);
    const firstPage = await choices.count();
    await choices.last().scrollIntoViewIfNeeded();
    await expect.poll(() => choices.count()).toBeGreaterThan(firstPage);
    await form.line(3).link('Installation, hourly');
    await expect(line).not.toContainText('Not linked');
  });
});

test('names what QuickBooks would truncate or reject at its field before creating', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const discount = form.field('Discount on the whole invoice');
  await discount.fill('33.333');
  await discount.blur();
  await expect(form.frame.getByText(/^Use at most 2 decimals/)).toBeVisible();
  await form.frame.getByRole('button', { name: /^Enter .* as an amount instead$/ }).click();
  await expect(form.frame.getByText(/^Use at most 2 decimals/)).toHaveCount(0);
  await expect(discount).toHaveValue(/^[\d,]+\.\d\d$/);

  await form.line(1).field('Description').fill('Oak desk 🎉');
  await form.line(1).field('Description').blur();
  await expect(form.line(1).element).toContainText('Remove emoji and similar symbols');
  await form.line(1).field('Description').fill('Oak desk');
  await expect(form.line(1).element).not.toContainText('Remove emoji');
});

test('marks lines in another currency, recurring ones and variations, and relabels no price', async ({
  connected,
  office,
  company,
}) => {
  const { form, panel } = connected;
  await office.pipedrive.post('products/9001', {
    companyId: company.id,
    variations: [{ id: 7, name: 'Oiled walnut', price: '590', currency: 'USD' }],
  });
  const deal = await office.pipedrive.post<{ currency: string }>(
    `deals/${company.deals.withProducts}`,
    {
      companyId: company.id,
      products: [
        { product_id: 9001, item_price: '590', currency: 'EUR' },
        {
          product_id: 9001,
          item_price: '590',
          billing_frequency: 'monthly',
          billing_frequency_cycles: 12,
          billing_start_date: '2026-12-01',
          product_variation_id: 7,
        },
      ],
    },
  );
  expect(deal.currency).toBe('USD');
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.line(1).element).toContainText('and the deal has another currency.');
  await expect(form.line(1).element).toContainText('590.00');
  await expect(form.line(1).field('Price')).toHaveValue('');
  await expect(form.line(2).element).toContainText(
    'Recurring in Pipedrive (monthly, 12 times from Dec 1, 2026).',
  );
  await expect(form.line(2).element).toContainText('Variation “Oiled walnut” in Pipedrive.');
  await expect(form.line(2).field('Description')).toHaveValue(/Oiled walnut/);
  await expect(form.line(2).field('Price')).toHaveValue('590.00');
});

test('lists texts that QuickBooks stored with question marks after creating', async ({
  connected,
  office,
  realm,
}) => {
  const { panel, form } = connected;
  await office.quickbooks.post('settings', { realmId: realm.realmId, lettersStored: 'latin1' });
  await connected.openDeal('onlyAPerson');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(1).link('Services');
  await form.line(1).field('Description').fill('Usługa montażu');
  await form.field('Address').fill('12 Łąkowa\nPortland, OR 97209\nUSA');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
  await expect(
    form.frame.getByText('You typed “Usługa montażu”. QuickBooks has “Us?uga monta?u”.'),
  ).toBeVisible();
  await expect(form.frame.getByText('You typed “12 Łąkowa”')).toHaveCount(1);
  await expect(form.frame.getByText('Billing address and Shipping address')).toBeVisible();
});

test('shows amounts right beside the discount when lines have no tax code', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const line = form.line(1);
  const edges = async () => {
    const [discount, amount, description] = await Promise.all([
      line.field('Discount').locator('..').boundingBox(),
      line.element.locator('.figures').boundingBox(),
      line.field('Description').boundingBox(),
    ]);
    if (!discount || !amount || !description) throw new Error('The line is not drawn');
    return {
      gap: amount.x - discount.x - discount.width,
      descriptionEnds: Math.round(description.x + description.width - amount.x - amount.width),
    };
  };
  await line.field('Price').fill('123.45');
  await line.field('Quantity').fill('100');
  await expect(line.element).toContainText('12,345.00');
  const { gap, descriptionEnds } = await edges();
  expect(gap).toBeLessThan(24);
  expect(gap).toBeGreaterThanOrEqual(4);
  expect(descriptionEnds).toBe(0);

  await line.field('Quantity').fill('10000');
  await expect(line.element).toContainText('1,234,500.00');
  expect((await edges()).gap).toBeGreaterThanOrEqual(4);
});
