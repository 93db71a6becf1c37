import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { deactivateCustomer } from '../pages/accountant-page.ts';
import { customerOn } from '../pages/customer-page.ts';
import type { Company, Office } from '../world/office.ts';

const library = 'Northgate Library Trust';
const dental = 'Larkspur Dental Group';
const oneLine = { lines: [{ description: 'Panels', quantity: '1', unitPrice: '100' }] };

/** Links the library to the organization of the deal without products. */
const link = (office: Office, company: Company) =>
  office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId: '1',
  });

test('invoices the customer that the linked one was merged into', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await link(office, company);
  await makeInvoice(office, company, 'withoutProducts', oneLine);
  await office.quickbooks.post(`realms/${realm.realmId}/customers/merge`, { from: '1', into: '4' });
  const { page, panel, form } = connected;
  await connected.openDeal('withoutProducts');
  const customer = panel.frame.getByRole('button', { name: `Customer ${dental}` });
  await expect(customer).toBeVisible();
  await panel.newInvoice.click();
  const { frame, button } = customerOn(page);
  await expect(frame.getByText('Already linked to this deal')).toBeVisible();
  await expect(button('Choose another customer')).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  const line = form.line(1);
  await line.link('Standing desk');
  await line.field('Description').fill('Panels');
  await line.field('Quantity').fill('1');
  await line.field('Price').fill('100');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await connected.closeModal();
  await expect(customer).toBeVisible();
});

test('shows that the customer of a draft became inactive, and lets the user choose another', async ({
  connected,
  office,
  company,
  realm,
  world,
  browser,
}) => {
  await link(office, company);
  const { page, panel, form } = connected;
  const { notice, button } = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.field('To').fill('Northgate, accounts payable');
  await expect(form.saved).toContainText('Saved');
  await connected.closeModal();
  const context = await browser.newContext();
  await deactivateCustomer(await context.newPage(), world, realm, '1');
  await context.close();

  await panel.newInvoice.click();
  await expect(form.field('To')).toHaveValue('Northgate, accounts payable');
  await expect(notice(`${library} is inactive in QuickBooks`)).toBeVisible();
  await expect(form.check).toContainText(
    'inactive in QuickBooks; reactivate it or choose another customer',
  );
  await expect(form.frame.getByText(/Different in QuickBooks for/)).toHaveCount(0);
  await button('Choose another customer').click();
  await customerOn(page).search('larkspur', dental);
  await expect(notice(`${library} is inactive in QuickBooks`)).toHaveCount(0);
  await expect(form.check).not.toContainText('inactive in QuickBooks');
  await expect(button('Choose another customer')).toHaveCount(0);
});

test('makes the inactive customer of a draft active again with one press', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await link(office, company);
  const { page, panel, form } = connected;
  const { notice, button } = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  const line = form.line(1);
  await line.link('Standing desk');
  await line.field('Description').fill('Panels');
  await line.field('Price').fill('100');
  await expect(form.saved).toContainText('Saved');
  await connected.closeModal();
  await office.quickbooks.post(`realms/${realm.realmId}/customers`, { Id: '1', Active: false });

  await panel.newInvoice.click();
  await expect(notice(`${library} is inactive in QuickBooks`)).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await button('Reactivate').click();
  await expect(notice(`${library} is inactive in QuickBooks`)).toHaveCount(0);
  await expect(form.check).not.toContainText('inactive in QuickBooks');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('says that a linked customer is no longer in QuickBooks when no invoice shows a merge', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await link(office, company);
  await office.quickbooks.post(`realms/${realm.realmId}/customers/merge`, { from: '1', into: '4' });
  await connected.openDeal('withoutProducts');
  await connected.panel.newInvoice.click();
  const { notice } = customerOn(connected.page);
  await expect(notice(`${library} is no longer in QuickBooks`)).toContainText(
    'Choose another customer.',
  );
});
