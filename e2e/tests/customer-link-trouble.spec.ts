import { customerInQuickbooks, stopAnswering } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { customerOn } from '../pages/customer-page.ts';
import type { Company, Office } from '../world/office.ts';

/** Invoice line for a deal without products. */
const oneLine = { lines: [{ description: 'Panels', quantity: '1', unitPrice: '100' }] };

const library = 'Northgate Library Trust';

/** Links a customer to the organization of the deal without products. */
const link = (office: Office, company: Company, customerId: string) =>
  office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId,
  });

test('while QuickBooks is down, the linked customer can be unlinked, and is offered from our names', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  await link(office, company, '1');
  await namesAreMirrored(office, company);
  await connected.openDeal('withoutProducts');
  await expect(
    connected.panel.frame.getByRole('button', { name: `Customer ${library}` }),
  ).toBeVisible();
  await stopAnswering(office, realm);
  await connected.panel.chooseInPanel('Customer');
  const customer = customerOn(connected.page);
  await expect(customer.notice('QuickBooks did not answer')).toContainText(
    'view or unlink the linked customer',
  );
  await expect(customer.linked(library)).toContainText('Chosen by Sales Lead');
  await expect(customer.change).toHaveCount(0);
  await expect(customer.frame.getByText('Details in Pipedrive and QuickBooks')).toHaveCount(0);
  expect(await seriousProblems(connected.page, 'Dealbill modal')).toEqual([]);

  await customer.unlink.click();
  await connected.confirm('Unlink');
  await expect(customer.notice(`${library} was unlinked`)).toBeFocused();
  await expect(customer.frame.getByText('No customer linked yet')).toBeVisible();
  await expect(customer.candidate(library)).toBeVisible();
});

test('with a revoked connection, shows the linked customer and offers Reconnect', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  await link(office, company, '1');
  await makeInvoice(office, company, 'withoutProducts', oneLine);
  await connected.openDeal('withoutProducts');
  await expect(connected.panel.frame.getByText('just now')).toBeVisible();
  await office.quickbooks.delete(`realms/${realm.realmId}/grants`);
  await connected.panel.refresh.click();
  await expect(connected.panel.frame.getByRole('button', { name: 'Reconnect' })).toBeVisible();
  await connected.panel.chooseInPanel('Customer');
  const customer = customerOn(connected.page);
  await expect(customer.linked(library)).toContainText('Chosen by Sales Lead');
  await expect(customer.button('Reconnect')).toBeVisible();
  await expect(customer.change).toHaveCount(0);
});

test('a colleague who is not the connection owner cannot see or change the customer', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(403));
  await link(office, company, '1');
  await office.install(company.accountManager);
  const { panel } = connected;
  await connected.openDeal('withoutProducts', company.accountManager);
  await expect(panel.frame.getByText('Invoicing is managed by')).toBeVisible();
  await expect(panel.frame.getByText(library)).toHaveCount(0);
  await expect(panel.frame.getByRole('button', { name: 'More actions', exact: true })).toHaveCount(
    0,
  );
  const { Id: customerId } = await customerInQuickbooks(office, realm, library);
  const context = { of: 'deal', id: company.deals.withoutProducts };
  for (const [action, input] of [
    ['link', { context }],
    ['unlink', { context }],
    ['update', { context, customerId, fields: { email: 'colleague@northgate.example' } }],
  ] as const) {
    const call = office.call(company, company.accountManager, `customers/${action}`, input);
    await expect(call).rejects.toThrow(/403.*not_owner/);
  }
});
