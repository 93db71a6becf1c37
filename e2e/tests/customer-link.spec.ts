import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { deactivateCustomer } from '../pages/accountant-page.ts';
import { customerOn } from '../pages/customer-page.ts';
import type { Company, Office } from '../world/office.ts';

/** For a deal that has no products of its own. */
const oneLine = { lines: [{ description: 'Panels', quantity: '1', unitPrice: '100' }] };

const library = 'Northgate Library Trust';
const dental = 'Larkspur Dental Group';

/** Links a customer to the organization of the deal without products. */
const link = (office: Office, company: Company, customerId: string) =>
  office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId,
  });

test('links a candidate by hand, and shows who linked it and the reason', async ({
  connected,
  realm,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.frame.getByRole('button', { name: 'Not linked yet: link customer' }).click();
  await expect(customer.frame.getByText(`Pipedrive organization: ${library}`)).toBeVisible();
  await expect(customer.frame.getByText('Same name')).toBeVisible();
  await expect(customer.candidate(library)).not.toBeChecked();
  await expect(customer.link).toBeDisabled();
  await customer.candidate(library).check();
  await customer.link.click();
  const linked = customer.linked(library);
  await expect(linked).toContainText(/Chosen by Sales Lead on \w+ \d+, \d{4}/);
  await expect(linked.getByRole('link', { name: /^Open in QuickBooks/ })).toHaveAttribute(
    'href',
    new RegExp(`customerdetail\\?nameId=1&companyId=${realm.realmId}$`),
  );
  await expect(customer.notice(`Linked to ${library}`)).toBeFocused();

  await connected.closeModal();
  await expect(panel.frame.getByRole('button', { name: `View customer ${library}` })).toBeVisible();
  await panel.newInvoice.click();
  await expect(connected.form.frame.getByText(/Already linked to this deal/)).toBeVisible();
});

test('links a different customer found by search, and undoes it', async ({
  connected,
  office,
  company,
}) => {
  await link(office, company, '1');
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Customer');
  await customer.change.click();
  await expect(customer.candidate(library)).toBeFocused();
  await customer.button('Cancel').click();
  await expect(customer.change).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(customer.frame.getByText('Currently linked')).toBeVisible();
  await expect(customer.candidate(library)).toBeChecked();
  await customer.search('larkspur', dental);
  await expect(customer.frame.getByText('Your choice')).toBeVisible();
  await customer.link.click();
  await expect(customer.linked(dental)).toBeVisible();
  await customer.button(`Back to ${library}`).click();
  await expect(customer.linked(library)).toBeVisible();
  await expect(customer.notice(`Linked to ${library}`)).toBeVisible();

  // A new customer replaces the linked one.
  await customer.change.click();
  await customer.createNew.check();
  await customer.field('Name of the new customer').fill('Reading Rooms of Boston');
  await customer.create.click();
  await connected.confirm('Create customer');
  await expect(customer.linked('Reading Rooms of Boston')).toBeVisible();
});

test('confirms unlinking with what remains, and the next invoice asks for the customer again', async ({
  connected,
  office,
  company,
}) => {
  await link(office, company, '1');
  const number = await makeInvoice(office, company, 'withoutProducts', oneLine);
  const { page, panel, form, snackbar } = connected;
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Unlink customer');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`Unlink ${library}?`);
  await expect(question).toContainText('Existing invoices do not change');
  await expect(question).toContainText('You choose the customer again on the next invoice.');
  await connected.confirm('Keep link');
  await panel.chooseInPanel('Unlink customer');
  await connected.confirm('Unlink');
  await expect(snackbar).toContainText(`${library} was unlinked`);
  await expect(panel.invoice(number)).toBeVisible();

  await panel.newInvoice.click();
  await expect(form.customer(library)).not.toBeChecked();
  await expect(form.check).toContainText('QuickBooks customer');
  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'More actions', exact: true }).click();
  await expect(panel.frame.getByRole('menuitem', { name: 'Customer' })).toBeVisible();
  await expect(panel.frame.getByRole('menuitem', { name: 'Unlink' })).toHaveCount(0);
});

test('links an unlinked customer again with one press', async ({ connected, office, company }) => {
  await link(office, company, '4');
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.frame.getByRole('button', { name: `Customer ${dental}` }).click();
  await customer.unlink.click();
  await connected.confirm('Unlink');
  await expect(customer.notice(`${dental} was unlinked`)).toBeVisible();
  await expect(customer.frame.getByText('No customer linked yet')).toBeVisible();
  await customer.button('Link again').click();
  await expect(customer.linked(dental)).toBeVisible();
  await customer.unlink.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Dealbill' })).toHaveCount(0);
});

test('follows a merge of the linked customer', async ({ connected, office, company, realm }) => {
  await link(office, company, '1');
  await makeInvoice(office, company, 'withoutProducts', oneLine);
  await office.quickbooks.post(`realms/${realm.realmId}/customers/merge`, { from: '1', into: '4' });
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await expect(panel.frame.getByRole('button', { name: `Customer ${dental}` })).toBeVisible();
  await expect(
    panel.frame.getByText(`Customer ${library} was merged into ${dental} in QuickBooks`),
  ).toBeVisible();
  await panel.chooseInPanel('Customer');
  await expect(customer.linked(dental)).toBeVisible();
  await expect(customer.notice('was merged')).toHaveCount(0);
});

test('reports an inactive or merged customer, and offers solutions', async ({
  connected,
  office,
  company,
  realm,
  world,
  browser,
}) => {
  await link(office, company, '1');
  const accountant = await (await browser.newContext()).newPage();
  await deactivateCustomer(accountant, world, realm, '1');
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${library} is inactive in QuickBooks`)).toBeVisible();
  await customer.button('Choose another customer').click();
  await customer.search('larkspur', dental);
  await customer.link.click();
  await expect(customer.linked(dental)).toBeVisible();
  await connected.closeModal();

  await office.quickbooks.post(`realms/${realm.realmId}/customers/merge`, { from: '4', into: '3' });
  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${dental} was merged into O'Leary & Sons`)).toBeVisible();
  await expect(customer.linked(dental).getByRole('link')).toHaveCount(0);
  await expect(customer.unlink).toBeVisible();
});

test('shows the customer of a person and of an organization', async ({
  connected,
  office,
  company,
}) => {
  await link(office, company, '1');
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openContact('organization', 502);
  await panel.chooseInPanel('Customer');
  await expect(customer.linked(library)).toBeVisible();
  await connected.openContact('person', 602);
  await panel.chooseInPanel('Customer');
  await expect(customer.frame.getByText('Pipedrive person: Facilities Office')).toBeVisible();
  await expect(customer.frame.getByText('No customer linked yet')).toBeVisible();
});

test('reports that a deal has neither organization nor person', async ({
  connected,
  office,
  company,
}) => {
  await office.pipedrive.post(`deals/${company.deals.withoutProducts}`, {
    companyId: company.id,
    org_id: null,
    person_id: null,
  });
  await connected.openDeal('withoutProducts');
  await connected.panel.chooseInPanel('Customer');
  const { frame, link: linkIt } = customerOn(connected.page);
  await expect(
    frame.getByRole('heading', { name: 'No organization or person to link' }),
  ).toBeVisible();
  await expect(linkIt).toHaveCount(0);
});
