import { changeEstimate, estimateInQuickbooks, writeEstimate } from '../arrange/estimates.ts';
import { allInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';
import type { Office, Realm } from '../world/office.ts';

const customer = { id: '1', name: 'Northgate Library Trust' };

const estimateIn = (office: Office, realm: Realm, fields: Record<string, unknown> = {}) =>
  writeEstimate(office, realm, customer.id, {
    number: 'E-7',
    lines: [
      ['Acoustic panels, oak', 300],
      ['Installation', 120],
    ],
    fields,
  });

const openForm = async ({ openDeal, panel, form }: HostPage) => {
  await openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.customer(customer.name).check();
};

const use = ({ form }: HostPage) => form.frame.getByRole('button', { name: 'Use', exact: true });

test('starts an invoice from an estimate, which QuickBooks then closes', async ({
  connected,
  office,
  realm,
}) => {
  await estimateIn(office, realm, { TxnStatus: 'Accepted', ExpirationDate: '2035-01-31' });
  await estimateIn(office, realm, { DocNumber: 'E-8', TxnStatus: 'Rejected' });
  const { form } = connected;
  await openForm(connected);
  const offers = form.frame.getByRole('region', { name: 'Start from an estimate' });
  await expect(offers.getByRole('listitem')).toHaveCount(1);
  await expect(offers).toContainText('Estimate E-7');
  await expect(offers).toContainText('Accepted');
  await expect(offers).toContainText('420.00');
  expect(await seriousProblems(connected.page, 'Dealbill modal')).toEqual([]);
  const before = await form.line(1).field('Description').inputValue();

  await use(connected).click();
  const linked = form.frame.getByRole('region', { name: 'Estimate', exact: true });
  await expect(linked).toContainText('QuickBooks links the two and closes the estimate');
  await expect(form.lines).toHaveCount(2);
  await expect(form.line(2).field('Description')).toHaveValue('Installation');
  await expect(form.line(2).field('Product or service')).toHaveValue('Standing desk');

  expect(await seriousProblems(connected.page, 'Dealbill modal')).toEqual([]);

  const takeBack = linked.getByRole('button', { name: 'Take back' });
  await expect(takeBack).toBeFocused();
  await takeBack.press('Enter');
  await expect(form.lines).toHaveCount(1);
  await expect(form.line(1).field('Description')).toHaveValue(before);
  await expect(use(connected)).toBeFocused();

  await use(connected).press('Enter');
  await form.line(2).field('Quantity').fill('2');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
  await expect(form.frame.getByText('Estimate E-7 is linked to it and closed')).toBeVisible();
  const estimate = await estimateInQuickbooks(office, realm, 'E-7');
  expect(estimate?.TxnStatus).toBe('Closed');
  const { invoices } = await allInQuickbooks(office, realm);
  const invoice = invoices.find(({ Id }) => Id === estimate?.LinkedTxn[0]?.TxnId);
  expect(invoice?.TotalAmt).toBe(540);
});

test('explains in a reopened form that the estimate was closed, and removes the link', async ({
  connected,
  office,
  realm,
}) => {
  const { Id } = await estimateIn(office, realm);
  const { form } = connected;
  await openForm(connected);
  await use(connected).click();
  await expect(form.saved).toContainText('Saved');
  await changeEstimate(office, realm, Id, { TxnStatus: 'Closed' });

  await connected.openDeal('withoutProducts');
  await connected.panel.newInvoice.click();
  const linked = form.frame.getByRole('region', { name: 'Estimate', exact: true });
  await expect(linked).toContainText('Closed or rejected in QuickBooks');
  await expect(form.check).toContainText('Estimate: closed or rejected in QuickBooks');
  await form.create.click();
  await expect(linked.getByRole('button', { name: 'Take back' })).toBeFocused();

  await form.check.getByRole('button', { name: 'Remove the link, keep the lines' }).click();
  await expect(linked).toBeHidden();
  await expect(form.lines).toHaveCount(2);
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
});

test('explains that the estimate was closed while the form was open', async ({
  connected,
  office,
  realm,
}) => {
  const { Id } = await estimateIn(office, realm);
  const { form } = connected;
  await openForm(connected);
  await use(connected).click();
  await changeEstimate(office, realm, Id, { TxnStatus: 'Closed' });
  await form.create.click();
  await expect(form.frame.getByRole('alert')).toContainText('QuickBooks');
  await expect(form.check).toContainText('closed or rejected in QuickBooks');
  await form.check.getByRole('button', { name: 'Remove the link, keep the lines' }).click();
  await expect(form.frame.getByRole('region', { name: 'Estimate', exact: true })).toBeHidden();
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
});

test('offers no estimate of another customer, and refuses its link', async ({
  connected,
  office,
  realm,
}) => {
  await estimateIn(office, realm);
  const { form } = connected;
  await openForm(connected);
  await use(connected).click();
  await form.newCustomer.check();
  await expect(form.check).toContainText('Estimate: belongs to another customer');
  await form.frame.getByRole('button', { name: 'Take back' }).click();
  await expect(use(connected)).toHaveCount(0);
});

test('can be read again after QuickBooks did not answer', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503, 'drafts/estimates'), errorStatus(503, 'items/similar'));
  await estimateIn(office, realm);
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await expect(form.customer(customer.name)).toBeVisible();
  const match = { realm: realm.realmId, method: 'POST', path: '/query$' };
  await office.quickbooks.post('faults', { match, fault: 'status', status: 503, share: 1 });
  await form.customer(customer.name).check();
  await expect(form.frame.getByText("did not return the customer's estimates")).toBeVisible();
  await office.quickbooks.delete(`faults?realm=${realm.realmId}`);
  await form.frame.getByRole('button', { name: 'Try again' }).click();
  await expect(use(connected)).toBeVisible();
});

test.describe('a company without estimates', () => {
  test.use({ realmPreferences: { allowEstimates: false } });

  test('shows none', async ({ connected, office, realm }) => {
    await estimateIn(office, realm);
    await openForm(connected);
    await expect(connected.form.field('Invoice date')).toBeVisible();
    await expect(use(connected)).toHaveCount(0);
  });
});
