import { customerInBooks } from '../arrange/in-books.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { answers } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { deactivateCustomer } from '../pages/accountant-page.ts';
import { customerOn } from '../pages/customer-page.ts';
import type { Company, Office } from '../world/office.ts';

/** For a deal that has no products of its own. */
const oneLine = { lines: [{ description: 'Panels', quantity: '1', unitPrice: '100' }] };

const library = 'Northgate Library Trust';
const dental = 'Larkspur Dental Group';

/** Says which customer the deal without products is for. */
const link = (office: Office, company: Company, customerId: string) =>
  office.call(company, company.salesLead, 'customers/change', {
    place: { of: 'deal', id: company.deals.withoutProducts },
    customerId,
  });

test('a customer is linked by hand from those that could be meant, and told with who and why', async ({
  connected,
  books,
}) => {
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.frame.getByRole('button', { name: 'not linked yet: link the customer' }).click();
  await expect(customer.frame.getByText(`Organization in Pipedrive: ${library}`)).toBeVisible();
  await expect(customer.frame.getByText('Same name')).toBeVisible();
  await expect(customer.candidate(library)).not.toBeChecked();
  await expect(customer.link).toBeDisabled();
  await customer.candidate(library).check();
  await customer.link.click();
  const linked = customer.linked(library);
  await expect(linked).toContainText(/Chosen by Sales Lead on \w+ \d+, \d{4}/);
  await expect(linked.getByRole('link', { name: /^Open in QuickBooks/ })).toHaveAttribute(
    'href',
    new RegExp(`customerdetail\\?nameId=1&companyId=${books.realmId}$`),
  );
  await expect(customer.notice(`Linked to ${library}`)).toBeFocused();

  await connected.closeModal();
  await expect(panel.frame.getByRole('button', { name: `Show customer ${library}` })).toBeVisible();
  await panel.newInvoice.click();
  await expect(connected.form.frame.getByText(/linked to it before/)).toBeVisible();
});

test('another one is found by search and linked instead, which can be taken back', async ({
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
  await expect(customer.frame.getByText('Linked now')).toBeVisible();
  await expect(customer.candidate(library)).toBeChecked();
  await customer.search('larkspur', dental);
  await expect(customer.frame.getByText('Chosen by you')).toBeVisible();
  await customer.link.click();
  await expect(customer.linked(dental)).toBeVisible();
  await customer.button(`Back to ${library}`).click();
  await expect(customer.linked(library)).toBeVisible();
  await expect(customer.notice(`Linked to ${library}`)).toBeVisible();

  // Neither of them: a new one takes the place of the linked one.
  await customer.change.click();
  await customer.createNew.check();
  await customer.field('Name of the new customer').fill('Reading Rooms of Boston');
  await customer.create.click();
  await connected.confirm('Create customer');
  await expect(customer.linked('Reading Rooms of Boston')).toBeVisible();
});

test('unlinking is asked with what stays, and the next invoice asks for the customer again', async ({
  connected,
  office,
  company,
}) => {
  await link(office, company, '1');
  const number = await makeInvoice(office, company, 'withoutProducts', oneLine);
  const { page, panel, form, snackbar } = connected;
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Unlink the customer');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`Unlink ${library}?`);
  await expect(question).toContainText('Its invoices stay where they are');
  await expect(question).toContainText('The next invoice asks again who the customer is.');
  await connected.confirm('Keep the link');
  await panel.chooseInPanel('Unlink the customer');
  await connected.confirm('Unlink');
  await expect(snackbar).toContainText(`${library} is no longer linked`);
  await expect(panel.invoice(number)).toBeVisible();

  await panel.newInvoice.click();
  await expect(form.customer(library)).not.toBeChecked();
  await expect(form.check).toContainText('Customer in QuickBooks');
  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'More', exact: true }).click();
  await expect(panel.frame.getByRole('menuitem', { name: 'Customer' })).toBeVisible();
  await expect(panel.frame.getByRole('menuitem', { name: 'Unlink' })).toHaveCount(0);
});

test('what was unlinked on its page is linked again with one press', async ({
  connected,
  office,
  company,
}) => {
  await link(office, company, '4');
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.frame.getByRole('button', { name: dental }).click();
  await customer.unlink.click();
  await connected.confirm('Unlink');
  await expect(customer.notice(`${dental} is no longer linked`)).toBeVisible();
  await expect(customer.frame.getByText('Not linked to a customer yet')).toBeVisible();
  await customer.button('Link it again').click();
  await expect(customer.linked(dental)).toBeVisible();
  await customer.unlink.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Dealbill' })).toHaveCount(0);
});

test('after a merge in QuickBooks the surviving customer is taken over with one press', async ({
  connected,
  office,
  company,
  books,
}) => {
  await link(office, company, '1');
  await makeInvoice(office, company, 'withoutProducts', oneLine);
  await office.quickbooks.post(`realms/${books.realmId}/customers/merge`, { from: '1', into: '4' });
  const { page, panel } = connected;
  const customer = customerOn(page);
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${library} was merged into ${dental}`)).toBeVisible();
  await expect(customer.frame.getByText('Details that differ')).toHaveCount(0);
  await customer.button(`Link to ${dental}`).click();
  await expect(customer.linked(dental)).toBeVisible();
  await expect(customer.notice('was merged')).toHaveCount(0);
});

test('a customer that is inactive, or gone without a trace, is said so, with the ways out', async ({
  connected,
  office,
  company,
  books,
  world,
  browser,
}) => {
  await link(office, company, '1');
  const accountant = await (await browser.newContext()).newPage();
  await deactivateCustomer(accountant, world, books, '1');
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

  await office.quickbooks.post(`realms/${books.realmId}/customers/merge`, { from: '4', into: '3' });
  await panel.chooseInPanel('Customer');
  await expect(customer.notice(`${dental} is no longer in QuickBooks`)).toBeVisible();
  await expect(customer.linked(dental).getByRole('link')).toHaveCount(0);
  await expect(customer.unlink).toBeVisible();
});

test('a person’s page and an organization’s have their customer too', async ({
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
  await expect(customer.frame.getByText('Person in Pipedrive: Facilities Office')).toBeVisible();
  await expect(customer.frame.getByText('Not linked to a customer yet')).toBeVisible();
});

test('a deal with neither organization nor person says what is missing', async ({
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

test('QuickBooks away: see the linked customer still shows and can be unlinked, and all comes when asked again', async ({
  connected,
  office,
  company,
  books,
  noise,
}) => {
  noise.announce(answers(503));
  await link(office, company, '1');
  await connected.openDeal('withoutProducts');
  await expect(connected.panel.frame.getByRole('button', { name: library })).toBeVisible();
  await office.quickbooks.post('faults', {
    match: { realm: books.realmId },
    fault: 'status',
    status: 503,
    times: 100,
  });
  await connected.panel.chooseInPanel('Customer');
  const customer = customerOn(connected.page);
  await expect(customer.notice('QuickBooks does not answer')).toContainText(
    'see the linked customer',
  );
  await expect(customer.linked(library)).toContainText('Chosen by Sales Lead');
  await expect(customer.change).toHaveCount(0);
  await expect(customer.frame.getByText('Details that differ')).toHaveCount(0);
  expect(await seriousProblems(connected.page, 'Dealbill modal')).toEqual([]);

  await customer.unlink.click();
  await connected.confirm('Unlink');
  await expect(customer.notice(`${library} is no longer linked`)).toBeFocused();
  await expect(customer.frame.getByText('Not linked to a customer yet')).toBeVisible();
  await expect(customer.candidate(library)).toHaveCount(0);
  await expect(customer.createNew).toHaveCount(0);

  await office.quickbooks.delete(`faults?realm=${books.realmId}`);
  await customer.button('Try again').click();
  await expect(customer.candidate(library)).toBeVisible();
});

test('a connection that broke shows the customer as known last, and can be renewed there', async ({
  connected,
  office,
  company,
  books,
  noise,
}) => {
  noise.announce(answers(409));
  await link(office, company, '1');
  await makeInvoice(office, company, 'withoutProducts', oneLine);
  await connected.openDeal('withoutProducts');
  await expect(connected.panel.frame.getByText('just now')).toBeVisible();
  await office.quickbooks.delete(`realms/${books.realmId}/grants`);
  await connected.panel.refresh.click();
  await expect(connected.panel.frame.getByRole('button', { name: 'Reconnect' })).toBeVisible();
  await connected.panel.chooseInPanel('Customer');
  const customer = customerOn(connected.page);
  await expect(customer.linked(library)).toContainText('Chosen by Sales Lead');
  await expect(customer.button('Reconnect')).toBeVisible();
  await expect(customer.change).toHaveCount(0);
});

test('a colleague who is not the holder sees nothing of the customer', async ({
  connected,
  office,
  company,
  books,
  noise,
}) => {
  noise.announce(answers(403));
  await link(office, company, '1');
  await office.install(company.accountManager);
  const { panel } = connected;
  await connected.openDeal('withoutProducts', company.accountManager);
  await expect(panel.frame.getByText('Invoicing is managed by')).toBeVisible();
  await expect(panel.frame.getByText(library)).toHaveCount(0);
  await expect(panel.frame.getByRole('button', { name: 'More', exact: true })).toHaveCount(0);
  const { Id: customerId } = await customerInBooks(office, books, library);
  const place = { of: 'deal', id: company.deals.withoutProducts };
  for (const [action, input] of [
    ['link', { place }],
    ['unlink', { place }],
    ['update', { place, customerId, fields: { email: 'colleague@northgate.example' } }],
  ] as const) {
    const asked = office.call(company, company.accountManager, `customers/${action}`, input);
    await expect(asked).rejects.toThrow(/403.*not_holder/);
  }
});
