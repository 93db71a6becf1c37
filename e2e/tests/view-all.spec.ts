import { seriousProblems } from '../accessibility.ts';
import { inDays } from '../days.ts';
import { expect, test } from '../fixtures.ts';
import { inBooks, writeInBooks } from '../in-books.ts';
import { listOn } from '../list-page.ts';
import { makeInvoice } from '../make-invoice.ts';
import type { Books, Company, Office } from '../office.ts';

/** One invoice made from the deal, and four that an accountant wrote for the same customer. */
const manyInvoices = async (office: Office, company: Company, books: Books): Promise<string> => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customer = (await inBooks(office, books, number))?.CustomerRef.value ?? '';
  await writeInBooks(office, books, customer, [
    { number: 'W-1', amount: 311, date: inDays(-3), due: inDays(30), memo: 'Harbour lobby' },
    { number: 'W-2', amount: 422, date: inDays(-40), due: inDays(-10) },
    { number: 'W-3', amount: 533, date: inDays(-100), due: inDays(30) },
    { number: 'W-4', amount: 644, date: inDays(-500), due: inDays(-470) },
  ]);
  return number;
};

test("the customer's invoices are searched, filtered by status and by a period that is remembered", async ({
  connected,
  office,
  company,
  books,
}) => {
  const number = await manyInvoices(office, company, books);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('Last 12 months');
  await expect(list.rows).toContainText([number, 'W-1', 'W-2', 'W-3']);
  await expect(list.count).toContainText('4 invoices');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  await list.period.selectOption('All dates');
  await expect(list.rows).toHaveCount(5);
  await list.status('Overdue').check();
  await expect(list.rows).toContainText(['W-2', 'W-4']);
  await expect(list.rows).toHaveCount(2);
  await list.status('Overdue').uncheck();

  await list.field('Search').fill('533');
  await expect(list.rows).toHaveCount(1);
  await expect(list.row('W-3')).toBeVisible();
  await list.field('Search').fill('lobby');
  await expect(list.row('W-1')).toContainText('Harbour lobby');
  await expect(list.rows).toHaveCount(1);
  await list.field('Search').fill('no such thing');
  await expect(list.frame.getByRole('heading', { name: 'No invoices match' })).toBeVisible();
  await list.field('Search').fill('');

  await list.period.selectOption('Own dates');
  await list.field('From').fill(inDays(-110));
  await list.field('To').fill(inDays(-30));
  await expect(list.rows).toContainText(['W-2', 'W-3']);
  await expect(list.rows).toHaveCount(2);

  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await expect(list.period).toHaveValue('own');
  await expect(list.rows).toHaveCount(2);
});

test('invoices are linked to the deal and unlinked, one at a time and several at once', async ({
  connected,
  office,
  company,
  books,
}) => {
  const number = await manyInvoices(office, company, books);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('All dates');
  await list.link('W-1');
  await expect(list.button('Unlink invoice W-1 from this deal')).toBeVisible();
  await expect(list.told).toContainText('Linked to this deal');

  await list.tick('W-2', 'W-3');
  await expect(list.frame.getByText('2 chosen')).toBeVisible();
  await list.button('Link 2 to this deal').click();
  await expect(list.button('Unlink invoice W-3 from this deal')).toBeVisible();
  await expect(list.frame.getByText('2 chosen')).toHaveCount(0);
  await connected.closeModal();
  await expect(panel.invoices).toContainText([number, 'W-1', 'W-2', 'W-3']);

  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.unlink('W-1');
  await expect(list.button('Link invoice W-1 to this deal')).toBeVisible();
  await list.tick('W-2', 'W-3');
  await list.button('Unlink 2 from this deal').click();
  await expect(list.button('Link invoice W-3 to this deal')).toBeVisible();
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  expect(await inBooks(office, books, 'W-1')).toMatchObject({ TotalAmt: 311 });
});

test('an invoice opens from the list, and one linked to two deals says so', async ({
  connected,
  office,
  company,
  books,
}) => {
  await manyInvoices(office, company, books);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('All dates');
  await list.link('W-1');
  await expect(list.button('Unlink invoice W-1 from this deal')).toBeVisible();
  const { id = '' } = await linkedElsewhere(office, company, books, 'W-1');
  expect(id).not.toBe('');
  await connected.closeModal();
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await expect(list.row('W-1')).toContainText('linked to this deal and 1 other');
  await list.row('W-1').getByRole('button', { name: 'W-1', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-1' })).toBeVisible();
  await expect(modal.getByRole('link', { name: 'Office fit-out, 3rd floor' })).toBeVisible();

  await modal.getByRole('button', { name: 'Back to the list' }).click();
  await list.row('W-2').getByRole('button', { name: 'W-2', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-2' })).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
});

test('what was linked or unlinked by mistake is undone, one or many', async ({
  connected,
  office,
  company,
  books,
}) => {
  const number = await manyInvoices(office, company, books);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('All dates');
  await expect(list.rows).toHaveCount(5);
  await list.unlink(number);
  await expect(list.told).toContainText(
    'Unlinked from this deal. The invoice stays in QuickBooks.',
  );
  await list.button('Undo').click();
  await expect(list.told).toContainText('Undone');
  await expect(list.button(`Unlink invoice ${number} from this deal`)).toBeVisible();

  await list.all.check();
  await expect(list.frame.getByText('5 chosen')).toBeVisible();
  await expect(list.button('Unlink from this deal')).toBeVisible();
  await list.button('Link 4 to this deal').click();
  await expect(list.told).toContainText('4 invoices linked to this deal');
  await expect(list.all).toBeFocused();
  await list.button('Undo').click();
  await expect(list.told).toContainText('Undone');
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  await expect(panel.invoice(number)).toBeVisible();
});

test('a list says what is left on the deal, and what linking would bring beyond it', async ({
  connected,
  office,
  company,
  books,
}) => {
  const number = await makeInvoice(office, company, 'withProducts', {
    lines: [{ description: 'Deposit', quantity: '1', unitPrice: '11000' }],
  });
  const customer = (await inBooks(office, books, number))?.CustomerRef.value ?? '';
  await writeInBooks(office, books, customer, [
    { number: 'W-1', amount: 400, date: inDays(-3) },
    { number: 'W-2', amount: 500, date: inDays(-4) },
  ]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await expect(
    list.frame.getByText(/^884\.00\sUSD of 11,884\.00\sUSD is left to invoice on this deal\.$/),
  ).toBeVisible();
  await list.tick('W-1');
  await expect(
    list.frame.getByText(/^With what you have chosen, 484\.00\sUSD of 11,884\.00\sUSD is left/),
  ).toBeVisible();
  await list.tick('W-2');
  await expect(
    list.frame.getByText(/With what you have chosen, 16\.00\sUSD more than that is invoiced/),
  ).toBeVisible();
  await list.button('Link 2 to this deal').click();
  await expect(
    list.frame.getByText(/worth 11,884\.00\sUSD\. 16\.00\sUSD more than that is invoiced/),
  ).toBeVisible();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('filters, ticks and the place in the list are as they were after looking at an invoice', async ({
  connected,
  office,
  company,
  books,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customer = (await inBooks(office, books, number))?.CustomerRef.value ?? '';
  const wishes = Array.from({ length: 130 }, (_, index) => ({
    number: `W-${index}`,
    amount: 100 + index,
    date: inDays(-index),
  }));
  await writeInBooks(office, books, customer, wishes);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.field('Search').fill('W-');
  await expect(list.count).toContainText('130 invoices');
  await list.tick('W-2');
  // The last row loads and shows once the list has been scrolled to it.
  const box = list.frame.getByRole('region', { name: 'Invoices' });
  await expect(async () => {
    await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(list.row('W-129')).toBeVisible({ timeout: 500 });
  }).toPass();
  await list.button('W-125').click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-125' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list.button('W-125')).toBeFocused();
  await expect(list.row('W-129')).toBeVisible();
  await expect(list.field('Search')).toHaveValue('W-');
  await expect(list.frame.getByText('1 chosen')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Dealbill' })).toHaveCount(0);
});

test('what is done to an invoice opened from the list shows in its row on coming back', async ({
  connected,
  office,
  company,
  books,
}) => {
  await manyInvoices(office, company, books);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await expect(list.row('W-1')).toContainText('Open');
  await list.button('W-1').click();
  await modal.getByRole('button', { name: 'Actions for invoice W-1' }).click();
  await modal.getByRole('menuitem', { name: 'Void' }).click();
  await connected.confirm('Void invoice');
  await expect(modal.getByRole('heading', { level: 1 })).toContainText('Voided');
  await list.button('Back to the list').click();
  await expect(list.row('W-1')).toContainText('Voided');
});

test('dates that end before they begin are told at the field and change nothing', async ({
  connected,
  office,
  company,
  books,
}) => {
  await manyInvoices(office, company, books);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('Own dates');
  await list.field('To').fill(inDays(-30));
  await list.field('From').fill(inDays(-110));
  await expect(list.rows).toContainText(['W-2', 'W-3']);
  await expect(list.rows).toHaveCount(2);
  await list.field('From').fill(inDays(-20));
  await expect(list.field('To')).toHaveAccessibleDescription('Choose a day on or after the first.');
  await expect(list.rows).toHaveCount(2);
  await list.field('To').fill('');
  await expect(list.field('To')).toHaveAccessibleDescription('');
  await expect(list.rows).toHaveCount(2);
  await expect(list.row('W-1')).toBeVisible();
});

/** The same invoice, linked to another deal by the same user. */
const linkedElsewhere = async (
  office: Office,
  company: Company,
  books: Books,
  number: string,
): Promise<{ id: string | undefined }> => {
  const id = (await inBooks(office, books, number))?.Id;
  const input = { dealId: company.deals.withoutProducts, invoiceIds: [id] };
  await office.call(company, company.salesLead, 'links/link', input);
  return { id };
};

test('two invoices linked one right after the other each stay busy until they are linked', async ({
  connected,
  office,
  company,
  books,
}) => {
  await manyInvoices(office, company, books);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'View all' }).click();
  await list.period.selectOption('All dates');
  const answer = Promise.withResolvers<void>();
  await page.route('**/api/links/link', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await list.link('W-1');
  await list.link('W-2');
  for (const number of ['W-1', 'W-2']) {
    const link = list.button(`Link invoice ${number} to this deal`);
    await expect(link).toHaveAttribute('aria-busy', 'true');
  }
  answer.resolve();
  for (const number of ['W-1', 'W-2']) {
    await expect(list.button(`Unlink invoice ${number} from this deal`)).toBeVisible();
  }
});
