import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { panelOn } from '../pages/panel-page.ts';
import type { Company, Office } from '../world/office.ts';

const oneLine = { lines: [{ description: 'Panels', quantity: '1', unitPrice: '100' }] };

type Webhooks = { webhooks: { company_id: number }[] };

/** An invoice on each of two deals of one organization; waits for the notes about them. */
const twoDeals = async (office: Office, company: Company) => {
  const { withoutProducts: from, nearlyAlike: into } = company.deals;
  const organization = { companyId: company.id, org_id: 502, person_id: null };
  await office.pipedrive.post(`deals/${into}`, organization);
  await office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: from },
    customerId: '1',
  });
  const first = await makeInvoice(office, company, 'withoutProducts', oneLine);
  const second = await makeInvoice(office, company, 'nearlyAlike', oneLine);
  const notes = () => office.pipedrive.get<{ notes: [] }>(`notes?companyId=${company.id}`);
  await expect.poll(async () => (await notes()).notes.length, { timeout: 20_000 }).toBe(2);
  const merge = () => office.pipedrive.post(`deals/${from}/merge`, { companyId: company.id, into });
  return { from, first, second, merge };
};

test('shows the invoices of both deals after a merge, and what was merged', async ({
  connected,
  office,
  company,
}) => {
  const { panel } = connected;
  const { first, second, merge } = await twoDeals(office, company);
  await connected.openDeal('nearlyAlike');
  await expect(panel.invoice(second)).toBeVisible();
  await expect(panel.invoices).toHaveCount(1);
  await merge();
  // A response of Pipedrive counts as current for three seconds.
  await expect(async () => {
    await panel.refresh.click();
    await expect(panel.invoice(first)).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await expect(panel.invoices).toHaveCount(2);
  await expect(
    panel.frame.getByText(/^Deal Meeting room acoustics was merged into this deal in Pipedrive/),
  ).toBeVisible();
  await expect(panel.frame.getByText('Moved here: 1 invoice.')).toBeVisible();
  await expect(panel.frame.getByText(/deals that were deleted or merged/)).toHaveCount(0);
});

test('shows a merge in an open panel as soon as Pipedrive reports it', async ({
  page,
  host,
  office,
  company,
  realm,
}) => {
  const { scopes } = await office.pipedrive.get<{ scopes: string[] }>('app');
  await office.pipedrive.post('app', { scopes: [...scopes, 'webhooks:full'] });
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const registered = async () => {
    const { webhooks } = await office.pipedrive.get<Webhooks>('webhooks');
    return webhooks.filter(({ company_id }) => company_id === company.id).length;
  };
  await expect.poll(registered, { timeout: 20_000 }).toBe(7);
  await office.pipedrive.post('app', { scopes });
  const panel = panelOn(page);
  const { first, second, merge } = await twoDeals(office, company);
  await host.openDeal('nearlyAlike');
  await expect(panel.invoice(second)).toBeVisible();
  await merge();
  await expect(panel.invoice(first)).toBeVisible({ timeout: 15_000 });
  await expect(panel.invoices).toHaveCount(2);
});
