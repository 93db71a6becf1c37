import type { FrameLocator } from '@playwright/test';
import { inQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { editOn } from '../pages/edit-page.ts';

type Line = {
  DetailType: string;
  Amount?: number;
  Description?: string;
  SalesItemLineDetail?: {
    ItemRef: { value: string };
    ServiceDate?: string;
    TaxCodeRef?: { value: string };
  };
};

type Contents = { invoices: { DocNumber: string; TotalAmt: number; Line: Line[] }[] };

const addSpecial = async (frame: FrameLocator, entry: string) => {
  await frame.getByRole('button', { name: 'Add a text, fee or bundle' }).click();
  await frame.getByRole('menuitem', { name: entry }).click();
};

test.describe('with service dates', () => {
  test.use({ realmPreferences: { allowServiceDate: true } });

  test('sends a service date, a text and shipping, and copies the lines of the last invoice', async ({
    connected,
    office,
    realm,
  }) => {
    const { form, panel, page } = connected;
    await connected.openDeal('withoutProducts');
    await panel.newInvoice.click();
    await form.customer('Northgate Library Trust').check();
    await form.line(1).link('Services');
    await form.line(1).field('Price').fill('4000');
    await form.line(1).field('Service date').press('t');
    await form.line(1).field('Service date').press('+');
    await form.line(1).field('Service date').press('7');
    const date = await form.line(1).field('Service date').inputValue();
    expect(date).toMatch(/^\d{4}-\d\d-\d\d$/);
    await addSpecial(form.frame, 'Add text');
    await expect(form.line(2).field('Description')).toBeFocused();
    await form.check.getByRole('button', { name: /Line 2 · Description/ }).click();
    await form.line(2).field('Description').fill('Delivered to the back door');
    await form.field('Shipping').fill('2*12.50');
    await form.field('Shipping').press('Tab');
    await expect(form.field('Shipping')).toHaveValue('25.00');
    await expect(form.totals).toContainText(/Shipping25\.00/);
    await expect(form.totals).toContainText('4,025.00');
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

    await form.frame.getByRole('button', { name: 'Review' }).click();
    const preview = form.frame.getByRole('article');
    await expect(preview).toContainText('Delivered to the back door');
    await expect(preview).toContainText('Service date');
    await expect(preview).toContainText(/Shipping25\.00/);
    await form.frame.getByRole('button', { name: 'Create invoice' }).click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

    const { invoices } = await office.quickbooks.get<Contents>(`realms/${realm.realmId}/contents`);
    const created = invoices.at(-1);
    const [desk, text, , shipping] = created?.Line ?? [];
    expect(desk).toMatchObject({ Amount: 4000, SalesItemLineDetail: { ServiceDate: date } });
    expect(text).toMatchObject({
      DetailType: 'DescriptionOnly',
      Description: 'Delivered to the back door',
    });
    expect(shipping).toMatchObject({
      Amount: 25,
      SalesItemLineDetail: { ItemRef: { value: 'SHIPPING_ITEM_ID' } },
    });

    await connected.openDeal('withoutProducts');
    await panel.newInvoice.click();
    await form.frame.getByRole('button', { name: /^Repeat invoice/ }).click();
    // The next invoice has another date of service.
    await expect(form.line(2).field('Service date')).toHaveValue('');
    await expect(form.line(3).field('Description')).toHaveValue('Delivered to the back door');
    await expect(form.frame.getByText('1 line was not copied')).toBeVisible();
  });

  test('changes the service date of an invoice and keeps its text and shipping', async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const number = await makeInvoice(office, company, 'withProducts');
    const { panel, modal } = connected;
    await connected.openDeal('withProducts');
    await panel.choose(number, 'Edit');
    const edit = editOn(modal);
    await edit.line(1).getByLabel('Service date').fill('2026-12-24');
    await edit.review.click();
    await expect(edit.change('Line 1 · Service date')).toContainText('Dec 24');
    await edit.save.click();
    await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
    const { Line } = (await inQuickbooks(office, realm, number)) as unknown as { Line: Line[] };
    expect(Line[0]?.SalesItemLineDetail?.ServiceDate).toBe('2026-12-24');
    expect(Line[1]?.SalesItemLineDetail?.ServiceDate).toBeUndefined();
  });
});

test.describe('in the United Kingdom', () => {
  test.use({ realmLike: 'uk' });

  test('taxes shipping with the code of the lines until another is chosen', async ({
    connected,
  }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.newCustomer.check();
    await form.line(3).link('Installation, hourly');
    await form.field('Shipping').fill('10');
    await expect(form.field('Tax on shipping')).toHaveValue('2');
    // 20 % of 11,884 and of 10.
    await expect(form.totals).toContainText('14,272.80');
    await form.field('Tax on shipping').selectOption('0.0% Z');
    await expect(form.totals).toContainText('14,270.80');
    await form.create.click();
    await connected.confirm('Create anyway');
    await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
  });
});

test.describe('in a company without service dates and shipping', () => {
  test.use({ realmPreferences: { allowShipping: false } });

  test('offers neither', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await expect(form.line(1).field('Price')).toBeVisible();
    await expect(form.frame.getByLabel('Shipping', { exact: true })).toHaveCount(0);
    await expect(form.frame.getByLabel('Service date', { exact: true })).toHaveCount(0);
  });
});

test('adds a fee that follows the other lines until its price is typed', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.customer('Northgate Library Trust').check();
  await form.line(1).link('Services');
  await form.line(1).field('Price').fill('1000');
  await addSpecial(form.frame, 'Add fee');
  await form.line(2).link('Hours');
  await form.line(2).field('% of the other lines').fill('2.5');
  await expect(form.line(2).field('Price')).toHaveValue('25.00');
  await form.line(1).field('Quantity').fill('2');
  await expect(form.line(2).field('Price')).toHaveValue('50.00');
  await expect(form.totals).toContainText('2,050.00');
  await form.line(2).field('Price').fill('40');
  await expect(form.line(2).field('% of the other lines')).toHaveCount(0);
  await form.line(1).field('Quantity').fill('3');
  await expect(form.line(2).field('Price')).toHaveValue('40.00');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('adds a bundle, whose items follow its quantity, and keeps it in an edit', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel, modal, page } = connected;
  const part = (value: string, name: string, Qty: number) => ({ ItemRef: { value, name }, Qty });
  await office.quickbooks.post(`realms/${realm.realmId}/items`, {
    Id: '900',
    Name: 'Starter set',
    FullyQualifiedName: 'Starter set',
    Description: 'Desk with panels',
    Type: 'Group',
    Active: true,
    ItemGroupDetail: {
      ItemGroupLine: [part('3', 'Oak desk 160', 1), part('4', 'Acoustic panel', 4)],
    },
  });
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.customer('Northgate Library Trust').check();
  await form.frame.getByRole('button', { name: 'Remove line 1' }).click();
  await addSpecial(form.frame, 'Add bundle');
  await form.frame.getByRole('button', { name: 'Add Starter set' }).click();
  await expect(form.line(1).field('Quantity')).toBeFocused();
  await form.line(1).field('Quantity').fill('2');
  const parts = form.line(1).element.getByRole('listitem');
  await expect(parts.nth(0)).toContainText(/^2 × /);
  await expect(parts.nth(1)).toContainText(/^8 × /);
  await parts.nth(0).getByLabel('Price').fill('100');
  await parts.nth(1).getByLabel('Price').fill('10.50');
  await expect(form.totals).toContainText('284.00');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await form.frame.getByRole('button', { name: 'Review' }).click();
  await expect(form.frame.getByRole('article')).toContainText('Starter set');
  await form.frame.getByRole('button', { name: 'Create invoice' }).click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

  const { invoices } = await office.quickbooks.get<Contents>(`realms/${realm.realmId}/contents`);
  const group = {
    DetailType: 'GroupLineDetail',
    GroupLineDetail: {
      GroupItemRef: { value: '900', name: 'Starter set' },
      Quantity: 2,
      Line: [
        { Amount: 200, SalesItemLineDetail: { ItemRef: { value: '3' }, Qty: 2, UnitPrice: 100 } },
        { Amount: 84, SalesItemLineDetail: { ItemRef: { value: '4' }, Qty: 8, UnitPrice: 10.5 } },
      ],
    },
  };
  const created = invoices.at(-1);
  expect(created?.Line[0]).toMatchObject(group);

  const number = created?.DocNumber ?? '';
  await connected.closeModal();
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.addLine('Hours');
  await edit.line(2).getByLabel('Price', { exact: true }).fill('50');
  await edit.review.click();
  await edit.save.click();
  await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
  const after = (await inQuickbooks(office, realm, number)) as unknown as { Line: Line[] };
  expect(after.Line[0]).toMatchObject(group);
});
