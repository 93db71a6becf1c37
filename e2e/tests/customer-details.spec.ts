import { customerInQuickbooks, onNextCustomerWrite } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { customerOn, differencesOn } from '../pages/customer-page.ts';

const library = 'Northgate Library Trust';
const inPipedrive = { email: 'facilities@northgate.example', taxId: '04-7781200' };

/** Links a customer to the deal without products and opens the deal. */
test.beforeEach(async ({ connected, office, company }) => {
  await office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId: '1',
  });
  await connected.openDeal('withoutProducts');
});

test('compares differing details, and writes only the selected ones', async ({
  connected,
  office,
  realm,
}) => {
  const before = await customerInQuickbooks(office, realm, library);
  const { page, panel } = connected;
  const [customer, details] = [customerOn(page), differencesOn(page)];
  await panel.chooseInPanel('Customer');
  await expect(details.row('E-mail')).toContainText(inPipedrive.email);
  await expect(details.row('E-mail')).toContainText(before.PrimaryEmailAddr?.Address ?? '');
  await expect(details.row('Tax ID')).toContainText(inPipedrive.taxId);
  await expect(details.row('Address')).toHaveCount(0);
  await expect(details.tick('E-mail')).not.toBeChecked();
  await expect(details.tick('Tax ID')).not.toBeChecked();
  await expect(details.update).toBeDisabled();

  await details.tick('Tax ID').check();
  await details.update.click();
  const done = customer.notice(`${library} was updated in QuickBooks`);
  await expect(done).toContainText(`Tax ID: ${inPipedrive.taxId}`);
  await expect(done).not.toContainText('E-mail');
  await expect(details.rows).toHaveCount(1);
  const after = await customerInQuickbooks(office, realm, library);
  expect(after.ResaleNum).toBe(inPipedrive.taxId);
  expect(after.PrimaryEmailAddr).toEqual(before.PrimaryEmailAddr);
  expect(after.BillAddr).toEqual(before.BillAddr);

  await details.tick('E-mail').check();
  await details.update.click();
  await expect(done).toContainText(`E-mail: ${inPipedrive.email}`);
  await expect(details.rows).toHaveCount(0);
  await expect(customer.frame.getByText('are the same in Pipedrive and QuickBooks')).toBeVisible();
});

test('the form offers an update with its input, without blocking Create', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel, form } = connected;
  const details = differencesOn(page);
  await panel.newInvoice.click();
  const offer = form.frame.getByText(/Different in QuickBooks for/);
  await expect(offer).toHaveText(`Different in QuickBooks for ${library}: E-mail and Tax ID`);
  await expect(details.rows).toHaveCount(0);
  await form.field('Address').fill('5 Harbour Road\nBoston, MA 02129\nUSA');
  await expect(offer).toContainText('Address, E-mail, and Tax ID');
  await offer.click();
  await expect(details.row('Address')).toContainText('5 Harbour Road');
  await details.tick('Address').check();
  await details.update.click();
  const done = form.frame.getByRole('status').filter({ hasText: 'was updated in QuickBooks' });
  await expect(done).toContainText('Address: 5 Harbour Road, Boston, MA 02129, USA');
  expect((await customerInQuickbooks(office, realm, library)).BillAddr).toMatchObject({
    Line1: '5 Harbour Road',
  });

  await form.line(1).link('Services');
  await form.line(1).field('Quantity').fill('1');
  await form.line(1).field('Price').fill('100');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  const after = await customerInQuickbooks(office, realm, library);
  expect(after.PrimaryEmailAddr?.Address).not.toBe(inPipedrive.email);
});

test('offers no update when turned off in the settings', async ({ connected }) => {
  const { page, panel, settings, form } = connected;
  const details = differencesOn(page);
  await connected.openSettings();
  await settings.show('New invoices');
  const offer = settings.frame.getByRole('checkbox', { name: /^Offer to update the customer/ });
  await expect(offer).toBeChecked();
  await offer.uncheck();
  await settings.save.click();
  await expect(settings.state).toHaveText(/^Saved/);
  await connected.openSettings();
  await settings.show('New invoices');
  await expect(offer).not.toBeChecked();

  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Customer');
  await expect(customerOn(page).linked(library)).toBeVisible();
  await expect(details.rows).toHaveCount(0);
  await connected.closeModal();
  await panel.newInvoice.click();
  const compared = page.waitForResponse('**/api/customers/compare');
  await form.field('E-mail').fill('another@northgate.example');
  await compared;
  await expect(form.frame.getByText(/Different in QuickBooks for/)).toHaveCount(0);
});

test('a lost response shows as being checked, blocks a repeat, and resolves', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel } = connected;
  const [customer, details] = [customerOn(page), differencesOn(page)];
  await panel.chooseInPanel('Customer');
  await details.tick('E-mail').check();
  await onNextCustomerWrite(office, realm, { fault: 'reset-after' });
  await details.update.click();
  await expect(customer.notice(`Checking whether ${library} was updated`)).toBeVisible();
  await expect(details.update).toHaveCount(0);
  await expect(customer.notice('was updated in QuickBooks')).toContainText(inPipedrive.email, {
    timeout: 25_000,
  });
  await expect(details.tick('Tax ID')).toBeVisible();
  await expect(details.rows).toHaveCount(1);
  expect((await customerInQuickbooks(office, realm, library)).PrimaryEmailAddr?.Address).toBe(
    inPipedrive.email,
  );
});

test('reports an update that never arrived, also after reopening, and can be retried', async ({
  connected,
  office,
  realm,
}) => {
  const { page, panel, form } = connected;
  const [customer, details] = [customerOn(page), differencesOn(page)];
  await panel.chooseInPanel('Customer');
  await details.tick('E-mail').check();
  await onNextCustomerWrite(office, realm, { fault: 'reset-before' });
  await details.update.click();
  await expect(customer.notice('Checking whether')).toBeVisible();
  await connected.closeModal();
  await panel.newInvoice.click();
  await expect(
    form.frame.getByRole('status').filter({ hasText: 'Checking whether' }),
  ).toBeVisible();
  await connected.closeModal();

  await panel.chooseInPanel('Customer');
  await expect(details.tick('E-mail')).toBeVisible({ timeout: 25_000 });
  await expect(customer.notice('Checking whether')).toHaveCount(0);
  await details.tick('E-mail').check();
  await onNextCustomerWrite(office, realm, { fault: 'reset-before' });
  await details.update.click();
  await expect(customer.notice('The customer was not updated')).toBeVisible({ timeout: 25_000 });
  await details.tick('E-mail').check();
  await details.update.click();
  await expect(customer.notice('was updated in QuickBooks')).toBeVisible();
});

test('reports an update as not done while offline, keeps the selection, and works once online', async ({
  connected,
  context,
  noise,
}) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED/);
  const { page, panel } = connected;
  const [customer, details] = [customerOn(page), differencesOn(page)];
  await panel.chooseInPanel('Customer');
  await details.tick('Tax ID').check();
  await context.setOffline(true);
  await details.update.click();
  await expect(customer.notice('Dealbill cannot be reached').first()).toBeVisible();
  await expect(details.tick('Tax ID')).toBeChecked();
  await context.setOffline(false);
  await details.update.click();
  await expect(customer.notice('was updated in QuickBooks')).toBeVisible();
  await expect(customer.notice('Dealbill cannot be reached')).toHaveCount(0);
});

test('shows the refusal with QuickBooks’ message, and writes nothing', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const before = await customerInQuickbooks(office, realm, library);
  const { page, panel } = connected;
  const [customer, details] = [customerOn(page), differencesOn(page)];
  await panel.chooseInPanel('Customer');
  await details.tick('E-mail').check();
  await onNextCustomerWrite(office, realm, { fault: 'status', status: 400, code: '6000' });
  await details.update.click();
  await expect(customer.notice('QuickBooks rejected this')).toContainText('Scheduled by a test');
  await expect(details.tick('E-mail')).toBeChecked();
  expect(await customerInQuickbooks(office, realm, library)).toEqual(before);
});
