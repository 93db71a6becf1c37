import { seriousProblems } from '../accessibility.ts';
import { inDays } from '../days.ts';
import { expect, test } from '../fixtures.ts';
import { writeInBooks } from '../in-books.ts';
import { listOn } from '../list-page.ts';

test("all customers' invoices add up: outstanding, overdue, and how old it is", async ({
  connected,
  office,
  books,
}) => {
  await writeInBooks(office, books, '1', [
    { number: 'W-1', amount: 311, date: inDays(-3), due: inDays(30) },
    { number: 'W-2', amount: 422, date: inDays(-50), due: inDays(-45) },
  ]);
  await writeInBooks(office, books, '3', [
    { number: 'W-3', amount: 533, date: inDays(-120), due: inDays(-100) },
  ]);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('All invoices of the company');
  await list.period.selectOption('All dates');
  await list.field('Search').fill('W-');
  await expect(list.rows).toContainText(['W-1', 'W-2', 'W-3']);
  await expect(list.row('W-1')).toContainText('Northgate Library Trust');
  await expect(list.row('W-3')).toContainText("O'Leary & Sons");
  const sums = modal.getByRole('region', { name: 'Totals' });
  await expect(sums).toContainText(/Outstanding1,266\.00 USD/);
  await expect(sums).toContainText(/Overdue955\.00 USD/);
  const ages = sums.getByRole('table', { name: 'Outstanding in USD, by how late it is' });
  await expect(ages.getByRole('row')).toContainText([
    /Not due yet25%311\.00/,
    /1–30 days late0%0\.00/,
    /31–60 days late33%422\.00/,
    /61–90 days late0%0\.00/,
    /Over 90 days late42%533\.00/,
  ]);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  await list.field('Search').fill("O'Leary");
  await expect(list.row('W-3')).toBeVisible();
  await expect(list.row('W-1')).toHaveCount(0);
  await list.row('W-3').getByRole('button', { name: 'W-3', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-3' })).toBeVisible();
  await expect(modal.getByText('Nothing has been paid yet.')).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
  await modal.getByRole('button', { name: 'Back to the list' }).click();
  await expect(list.row('W-3')).toBeVisible();
});
