import { seriousProblems } from '../accessibility.ts';
import { expect, test } from '../fixtures.ts';
import { inBooks } from '../in-books.ts';
import { makeInvoice } from '../make-invoice.ts';
import { answers } from '../noise.ts';

test('an organization shows the invoices of all its deals, and what can be done with them works there', async ({
  connected,
  office,
  company,
  books,
}) => {
  const { page, panel, modal, snackbar } = connected;
  const furniture = await makeInvoice(office, company, 'withProducts');
  const { org_id } = await office.pipedrive.post<{ org_id: number }>(
    `deals/${company.deals.withProducts}`,
    { companyId: company.id },
  );
  await office.pipedrive.post(`deals/${company.deals.onlyAPerson}`, {
    companyId: company.id,
    org_id,
  });
  const study = await makeInvoice(office, company, 'onlyAPerson');
  await connected.openDeal('withProducts');
  await expect(panel.invoices).toHaveCount(1);

  await page.getByRole('link', { name: 'Cedar & Finch Ltd' }).first().click();
  await expect(page.getByRole('heading', { name: 'Cedar & Finch Ltd' })).toBeVisible();
  await expect(panel.invoices).toHaveCount(2);
  await expect(panel.newInvoice).toBeVisible();
  await expect(panel.frame.getByRole('region', { name: 'What is billed and paid' })).toContainText(
    'Invoiced',
  );
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);

  await panel.frame.getByRole('button', { name: `Show invoice ${study}` }).click();
  await expect(modal.getByRole('heading', { name: `Invoice ${study}` })).toBeVisible();
  await expect(modal.getByRole('link', { name: 'Home office set' })).toBeVisible();
  await connected.closeModal();

  await panel.choose(furniture, 'Void');
  await connected.confirm('Void invoice');
  await expect(snackbar).toContainText(`Invoice ${furniture} is voided`);
  await expect(panel.invoice(furniture)).toContainText('Voided');
  expect(await inBooks(office, books, furniture)).toMatchObject({ TotalAmt: 0 });
});

test('a person shows the invoices of their deals, a draft opens on its own deal', async ({
  connected,
  office,
  company,
}) => {
  const { page, panel, form } = connected;
  const number = await makeInvoice(office, company, 'onlyAPerson');
  await connected.openDeal('onlyAPerson');
  await panel.newInvoice.click();
  await form.line(1).field('Quantity').fill('3');
  await expect(form.saved).toContainText('Saved');
  await connected.closeModal();
  await expect(panel.drafts).toHaveCount(1);

  await page.getByRole('link', { name: 'Garden Studio Tenant' }).first().click();
  await expect(panel.invoice(number)).toContainText('Open');
  await panel.drafts.getByRole('button').click();
  await expect(form.create).toBeVisible();
});

test('an organization without invoices says so, and leads to what is in QuickBooks', async ({
  connected,
}) => {
  const { page, panel, modal } = connected;
  await connected.openDeal('nearlyAlike');
  await page.getByRole('link', { name: 'Larkspur Dental Group Inc.' }).first().click();
  await expect(panel.frame.getByText('No invoices on any of these deals yet')).toBeVisible();
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await expect(modal.getByText('No QuickBooks customer is linked yet')).toBeVisible();
});

test('a colleague who is not the holder sees none of it there either', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.announce(answers(403));
  const { page, panel } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await office.install(company.accountManager);
  await connected.openDeal('withProducts', company.accountManager);
  await page.getByRole('link', { name: 'Cedar & Finch Ltd' }).first().click();
  await expect(page.getByRole('heading', { name: 'Cedar & Finch Ltd' })).toBeVisible();
  await expect(panel.frame.getByText('Invoicing is with Sales Lead')).toBeVisible();
  await expect(panel.frame.getByText(number)).toHaveCount(0);
});
