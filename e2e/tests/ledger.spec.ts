import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';

const ledgerOf = ({ panel }: HostPage) =>
  panel.frame.getByRole('region', { name: 'Invoiced and paid' });

const part = (amount: string) => ({
  lines: [{ description: 'Deposit', quantity: '1', unitPrice: amount }],
});

test('shows the amounts invoiced, paid, due, overdue and left of the deal value', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const first = await makeInvoice(office, company, 'withProducts', part('4000'));
  await makeInvoice(office, company, 'withProducts', {
    ...part('900'),
    details: { issueDate: '2026-01-05', dueDate: '2026-01-20', term: { kind: 'none' } },
  });
  const atQuickBooks = await accountant(first);
  await atQuickBooks.receive('1500.00');
  const { panel } = connected;
  const ledger = ledgerOf(connected);
  await connected.openDeal('withProducts');
  await expect(ledger).toContainText(/Deal value 11,884\.00\sUSD/);
  await expect(ledger).toContainText(/Invoiced 4,900\.00\sUSD/);
  await expect(ledger).toContainText(/Paid1,500\.00/);
  await expect(ledger).toContainText(/Amount due3,400\.00/);
  await expect(ledger).toContainText('900.00 overdue');
  await expect(ledger).toContainText(/Left to invoice6,984\.00/);

  await panel.choose(first, 'Void');
  await connected.confirm('Void invoice');
  await expect(ledger).toContainText(/Invoiced 900\.00\sUSD/);
  await expect(ledger).toContainText(/Left to invoice10,984\.00/);
});

test('shows the deal value before the first invoice, and by how much invoices exceed it', async ({
  connected,
  office,
  company,
}) => {
  const ledger = ledgerOf(connected);
  await connected.openDeal('withProducts');
  await expect(ledger).toContainText(/Deal value 11,884\.00\sUSD/);
  await expect(ledger).toContainText(/Left to invoice11,884\.00/);
  await makeInvoice(office, company, 'withProducts', part('12000'));
  await connected.openDeal('withProducts');
  await expect(ledger).toContainText('Over the deal value116.00');
  await expect(ledger).not.toContainText('Left to invoice');
});

test('shows a changed deal value after a refresh', async ({ connected, office, company }) => {
  const ledger = ledgerOf(connected);
  await makeInvoice(office, company, 'withProducts', part('500'));
  await connected.openDeal('withProducts');
  await expect(ledger).toContainText(/Left to invoice11,384\.00/);
  await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
    companyId: company.id,
    value: '6000',
    products: [],
  });
  // A refresh reuses Pipedrive's answer for three seconds, so the first may show the old value.
  await expect(async () => {
    await connected.panel.refresh.click();
    await expect(ledger).toContainText(/Left to invoice5,500\.00/, { timeout: 500 });
  }).toPass();
});

test('shows amounts invoiced and due but no amount left for a deal without a value', async ({
  connected,
  office,
  company,
}) => {
  await makeInvoice(office, company, 'withProducts', part('500'));
  const ledger = ledgerOf(connected);
  await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
    companyId: company.id,
    value: null,
    products: [],
  });
  await connected.openDeal('withProducts');
  await expect(async () => {
    await connected.panel.refresh.click();
    await expect(ledger).not.toContainText('Left to invoice', { timeout: 500 });
  }).toPass();
  await expect(ledger).not.toContainText('Deal');
  await expect(ledger).toContainText(/Invoiced 500\.00\sUSD/);
  await expect(ledger).toContainText(/Amount due500\.00/);
  expect(await seriousProblems(connected.page, 'Dealbill panel')).toEqual([]);
});

test.describe('for an invoice with VAT', () => {
  test.use({ realmLike: 'uk' });

  test('counts a typed deal value as including tax once the settings say so', async ({
    connected,
    office,
    company,
  }) => {
    const { settings } = connected;
    await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
      companyId: company.id,
      value: '1200',
      products: [],
    });
    await makeInvoice(office, company, 'withProducts', { ...part('1000'), taxCodeId: '2' });
    const ledger = ledgerOf(connected);
    await connected.openDeal('withProducts');
    await expect(ledger).toContainText(/Left to invoice200\.00/);
    await expect(ledger).toContainText(/1,000\.00\sUSD invoiced before tax\. Left to invoice/);

    await connected.openSettings();
    await settings.show('New invoices');
    await settings.frame.getByRole('checkbox', { name: 'Deal values include tax' }).check();
    await settings.save.click();
    await expect(settings.state).toHaveText(/^Saved/);
    await connected.openDeal('withProducts');
    await expect(ledger).toContainText(/Left to invoice0\.00/);
    await expect(ledger).toContainText('Left to invoice includes tax (company setting).');
  });
});

test('offers invoices of a merged deal, includes them in the amount left, and links them', async ({
  connected,
  office,
  company,
}) => {
  const { withProducts: merged, discountsAndTaxes: surviving } = company.deals;
  // A note would tell which deal remains, and the invoice would move by itself.
  type Preferences = { suggested: object };
  const { suggested } = await office.call<Preferences>(
    company,
    company.salesLead,
    'preferences/show',
    {},
  );
  await office.call(company, company.salesLead, 'preferences/save', {
    ...suggested,
    notes: 'none',
  });
  const number = await makeInvoice(office, company, 'withProducts', part('4000'));
  await office.pipedrive.post(`deals/${surviving}`, {
    companyId: company.id,
    org_id: 501,
    value: '5000',
    products: [],
    discounts: [],
  });
  await office.pipedrive.post(`deals/${merged}/merge`, { companyId: company.id, into: surviving });
  // The merge moved the products, so the deal value is their sum.
  const { page, panel, form } = connected;
  const ledger = ledgerOf(connected);
  await connected.openDeal('discountsAndTaxes');
  const offer = panel.frame
    .getByRole('status')
    .filter({ hasText: 'deleted or merged in Pipedrive' });
  await expect(offer).toContainText(new RegExp(`${number} \\(4,000\\.00\\sUSD\\)`));
  await expect(ledger).toContainText(/Left to invoice11,884\.00/);
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);

  await panel.newInvoice.click();
  await expect(form.totals).toContainText(/Over the deal value4,000\.00\sUSD/);
  await expect(form.totals).toContainText(
    /Includes 4,000\.00\sUSD from invoices on deals that were deleted or merged/,
  );
  await connected.closeModal();

  await offer.getByRole('button', { name: 'Link to this deal' }).click();
  await expect(panel.invoice(number)).toBeVisible();
  await expect(offer).toHaveCount(0);
  await expect(ledger).toContainText(/Left to invoice7,884\.00/);
});
