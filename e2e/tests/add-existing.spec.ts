import { seriousProblems } from '../accessibility.ts';
import { inDays } from '../days.ts';
import { expect, test } from '../fixtures.ts';
import { writeInBooks } from '../in-books.ts';
import { listOn } from '../list-page.ts';

test('an invoice written in QuickBooks is found by number, total or date, and added to the deal', async ({
  connected,
  office,
  books,
}) => {
  await writeInBooks(office, books, '1', [
    { number: 'W-1', amount: 311.25, date: inDays(-3) },
    { number: 'W-2', amount: 422, date: inDays(-700) },
  ]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('Add existing');
  const find = list.button('Search QuickBooks');
  await expect(find).toBeDisabled();
  await list.field('Invoice number').fill('W-1');
  await find.click();
  await expect(list.row('W-1')).toContainText('Northgate Library Trust');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await list.tick('W-1');
  await list.button('Add to this deal').click();
  await expect(list.told).toContainText('Linked to this deal');
  await expect(list.row('W-1')).toContainText('linked to this deal');
  await expect(list.frame.getByLabel('Choose invoice W-1')).toBeDisabled();

  await list.field('Invoice number').fill('');
  await list.field('Total').fill('422');
  await find.click();
  await expect(list.row('W-2')).toBeVisible();
  await list.field('Total').fill('');
  await list.field('Invoice date').fill(inDays(-700));
  await find.click();
  await expect(list.row('W-2')).toBeVisible();
  await list.row('W-2').getByRole('button', { name: 'W-2', exact: true }).click();
  await expect(list.frame.getByRole('heading', { name: 'Invoice W-2' })).toBeVisible();
  await list.button('Back to the list').click();
  await list.field('Invoice number').fill('W-99');
  await find.click();
  await expect(
    list.frame.getByRole('heading', { name: 'Nothing found in QuickBooks' }),
  ).toBeVisible();

  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  await expect(panel.invoice('W-1')).toContainText('311.25');
});
