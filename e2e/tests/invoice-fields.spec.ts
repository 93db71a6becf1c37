import { inDays } from '../arrange/days.ts';
import { allInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { editOn } from '../pages/edit-page.ts';
import type { Office, Realm } from '../world/office.ts';

/** Turns on classes, locations and two custom fields in QuickBooks. */
const useFields = async (
  office: Office,
  { realmId }: Realm,
  classTracking: 'invoice' | 'line' = 'invoice',
) => {
  const preferences = { classTracking, trackLocations: true, locationName: 'Store' };
  await office.quickbooks.post('settings', { realmId, preferences });
  await office.quickbooks.post(`realms/${realmId}/customFields`, {
    fields: [
      { DefinitionId: '1', Name: 'PO Number' },
      { DefinitionId: '2', Name: 'Cost center' },
    ],
  });
};

test.describe('with classes and locations in QuickBooks', () => {
  test.beforeEach(({ office, realm }) => useFields(office, realm));

  test('fields of the deal fill the invoice, and an unknown class is corrected before creating', async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const { settings, form, panel, page } = connected;
    await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
      companyId: company.id,
      title: 'boston',
    });
    await connected.openSettings();
    await settings.show('New invoices');
    await settings.map('PO Number', 'Deal', 'PO number');
    await settings.map('Class', 'Organization', 'Name');
    await settings.map('Store', 'Deal', 'Title');
    await expect(settings.mapping('PO Number')).toHaveAccessibleDescription('Example: PO-20418');
    await expect(settings.frame.getByText(/newer list: .*need a permission/)).toBeVisible();
    expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
    await settings.save.click();
    await expect(settings.state).toHaveText(/^Saved/);

    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await expect(form.field('PO Number')).toHaveValue('PO-20418');
    await expect(form.field('Store')).toHaveValue('Boston');
    await expect(form.check).toContainText(
      'Class: “Cedar & Finch Ltd” is not an active class in QuickBooks',
    );
    await form.check.getByRole('button', { name: 'Leave empty' }).click();
    await expect(form.field('Class')).toHaveValue('');
    await form.field('Class').fill('acou');
    await form.frame.getByRole('option', { name: 'Installation:Acoustics' }).click();
    await form.field('Cost center').fill('4711 workshop, second floor, left');
    await expect(form.check).toContainText('Cost center: use at most 31 characters');
    await form.field('Cost center').fill('4711');
    await form.field('Shipping date').fill(inDays(3));
    await form.field('Tracking number').fill('1Z 999');
    await form.field('Shipping method').fill('Freight');
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
    await form.newCustomer.check();
    await form.line(3).link('Installation, hourly');
    await form.create.click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();

    const { invoices } = await allInQuickbooks(office, realm);
    expect(invoices.at(-1)).toMatchObject({
      CustomField: [
        { DefinitionId: '1', StringValue: 'PO-20418' },
        { DefinitionId: '2', StringValue: '4711' },
      ],
      ClassRef: { value: '3', name: 'Installation:Acoustics' },
      DepartmentRef: { value: '1', name: 'Boston' },
      ShipDate: inDays(3),
      TrackingNum: '1Z 999',
      ShipMethodRef: { value: 'Freight' },
      CustomerMemo: { value: 'Thank you for your business.' },
    });
  });

  test('an edit changes one custom field and keeps the others', async ({
    connected,
    office,
    company,
    realm,
  }) => {
    const fields = {
      custom1: 'PO-7',
      custom2: '4711',
      location: { id: '1', name: 'Boston' },
    };
    const number = await makeInvoice(office, company, 'withProducts', { fields });
    const { panel, modal } = connected;
    await connected.openDeal('withProducts');
    await panel.choose(number, 'Edit');
    const edit = editOn(modal);
    await expect(edit.field('Store')).toHaveValue('Boston');
    await edit.field('Cost center').fill('4712');
    await edit.field('Store').fill('port');
    await modal.getByRole('option', { name: 'Portland' }).click();
    await edit.review.click();
    await expect(edit.change('Cost center')).toContainText(/4711.*4712/);
    await expect(edit.change('Store')).toContainText(/Boston.*Portland/);
    await edit.save.click();
    await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
    const details = modal.getByRole('region', { name: 'More fields' });
    await expect(details).toContainText('PO NumberPO-7');
    await expect(details).toContainText('Cost center4712');
    await expect(details).toContainText('StorePortland');
    const { invoices } = await allInQuickbooks(office, realm);
    expect(invoices.find(({ DocNumber }) => DocNumber === number)).toMatchObject({
      CustomField: [{ StringValue: 'PO-7' }, { StringValue: '4712' }],
      DepartmentRef: { name: 'Portland' },
    });
  });
});

test.describe('with a class for each line', () => {
  test.beforeEach(({ office, realm }) => useFields(office, realm, 'line'));

  test('lines get their own class, or that of the invoice', async ({
    connected,
    office,
    realm,
  }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await form.frame.getByText('More fields').click();
    const classBox = form.frame.getByRole('combobox', { name: 'Class' });
    await classBox.first().fill('Furn');
    await form.frame.getByRole('option', { name: 'Furniture' }).click();
    await form.line(2).element.getByRole('combobox', { name: 'Class' }).fill('Acou');
    await form.frame.getByRole('option', { name: 'Installation:Acoustics' }).click();
    await form.newCustomer.check();
    await form.line(3).link('Installation, hourly');
    await form.create.click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
    const { invoices } = await allInQuickbooks(office, realm);
    expect(invoices.at(-1)).toMatchObject({
      Line: [
        { SalesItemLineDetail: { ClassRef: { name: 'Furniture' } } },
        { SalesItemLineDetail: { ClassRef: { name: 'Installation:Acoustics' } } },
        { SalesItemLineDetail: { ClassRef: { name: 'Furniture' } } },
        { DetailType: 'SubTotalLineDetail' },
      ],
    });
  });
});

test.describe('in a smaller plan', () => {
  test.beforeEach(({ office, realm: { realmId } }) => {
    const plan = 'QuickBooks Online Essentials';
    const preferences = { allowShipping: false, customFields: false, plan };
    return office.quickbooks.post('settings', { realmId, preferences });
  });

  test('the settings say which fields the company does not use, and why', async ({ connected }) => {
    const { settings } = connected;
    await connected.openSettings();
    await settings.show('New invoices');
    const { frame } = settings;
    await expect(frame.getByText('Class: Not part of your QuickBooks plan.')).toBeVisible();
    await expect(frame.getByText('Location: Not part of your QuickBooks plan.')).toBeVisible();
    await expect(frame.getByText(/^Shipping date.*: Turned off/)).toBeVisible();
    await expect(frame.getByText(/^Custom fields: No custom field is turned on/)).toBeVisible();
    await expect(settings.mapping('Memo')).toBeVisible();
    await expect(settings.mapping('Class')).toHaveCount(0);
  });
});
