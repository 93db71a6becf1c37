import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { listOn } from '../pages/list-page.ts';

test('sums outstanding, overdue and aged amounts over all customers', async ({
  connected,
  office,
  realm,
}) => {
  await writeInQuickbooks(office, realm, '1', [
    { number: 'W-1', amount: 311, date: inDays(-3), due: inDays(30) },
    { number: 'W-2', amount: 422, date: inDays(-50), due: inDays(-45) },
  ]);
  await writeInQuickbooks(office, realm, '3', [
    { number: 'W-3', amount: 533, date: inDays(-120), due: inDays(-100) },
  ]);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('All company invoices');
  await list.period.selectOption('All dates');
  await list.field('Search').fill('W-');
  await expect(list.rows).toContainText(['W-1', 'W-2', 'W-3']);
  await expect(list.row('W-1')).toContainText('Northgate Library Trust');
  await expect(list.row('W-3')).toContainText("O'Leary & Sons");
  const sums = modal.getByRole('region', { name: 'Totals' });
  await expect(sums).toContainText(/Amount due1,266\.00 USD/);
  await expect(sums).toContainText(/Overdue955\.00 USD/);
  const ages = sums.getByRole('table', { name: 'Amount due in USD, by days overdue' });
  await expect(ages.getByRole('row')).toContainText([
    /Not due yet25%311\.00/,
    /1–30 days overdue0%0\.00/,
    /31–60 days overdue33%422\.00/,
    /61–90 days overdue0%0\.00/,
    /Over 90 days overdue42%533\.00/,
  ]);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  await list.field('Search').fill("O'Leary");
  await expect(list.row('W-3')).toBeVisible();
  await expect(list.row('W-1')).toHaveCount(0);
  await list.row('W-3').getByRole('button', { name: 'W-3', exact: true }).click();
  await expect(modal.getByRole('heading', { name: 'Invoice W-3' })).toBeVisible();
  await expect(modal.getByText('No payments yet.')).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
  await modal.getByRole('button', { name: 'Back to the list' }).click();
  await expect(list.row('W-3')).toBeVisible();
});

test('opens from the settings, and links each invoice to its deal', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, settings } = connected;
  const list = listOn(page);
  await connected.openSettings();
  await settings.frame.getByRole('button', { name: 'View all company invoices' }).click();
  await expect(list.row(number)).toContainText('Cedar & Finch Ltd');
  await list.frame.getByRole('link', { name: `Open deal of invoice ${number}` }).click();
  await expect(page.getByRole('heading', { name: 'Office fit-out, 3rd floor' })).toBeVisible();
});

test('reads, sums and scrolls thousands of invoices', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, {
    count: 2200,
    customerId,
  });
  await writeInQuickbooks(office, realm, '3', [{ number: 'W-1', amount: 12, date: '2001-02-03' }]);
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('All company invoices');
  await list.period.selectOption('All dates');
  await expect(list.count).toContainText(/^2,2\d\d invoices · updated from QuickBooks/, {
    timeout: 30_000,
  });
  const box = modal.getByRole('region', { name: 'Invoices' });
  await expect(async () => {
    await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(list.row('W-1')).toBeVisible({ timeout: 200 });
  }).toPass();
  await expect(list.row('W-1')).toContainText("O'Leary & Sons");
  expect(await list.rows.count()).toBeLessThan(40);
});

test.describe('in several currencies', () => {
  test.use({ realmLike: 'uk' });

  test('shows totals and ages for each currency', async ({ connected, office, realm }) => {
    const pounds = [
      { number: 'W-1', amount: 100, date: inDays(-50), due: inDays(-40) },
      { number: 'W-2', amount: 200, date: inDays(-3), due: inDays(30) },
    ];
    const euros = [{ number: 'W-3', amount: 450, date: inDays(-3), due: inDays(20) }];
    await writeInQuickbooks(office, realm, '1', pounds, { taxed: 'NotApplicable' });
    await writeInQuickbooks(office, realm, '3', euros, { taxed: 'NotApplicable', currency: 'EUR' });
    const { page, panel, modal } = connected;
    const list = listOn(page);
    await connected.openDeal('withProducts');
    await panel.chooseInPanel('All company invoices');
    await list.period.selectOption('All dates');
    await list.field('Search').fill('W-');
    await expect(list.rows).toHaveCount(3);
    const sums = modal.getByRole('region', { name: 'Totals', exact: true });
    await expect(sums.getByRole('row', { name: /^GBP/ })).toContainText(/300\.00100\.000\.00/);
    await expect(sums.getByRole('row', { name: /^EUR/ })).toContainText(/450\.000\.000\.00/);
    const ages = sums.getByRole('table', { name: /by days overdue/ });
    await expect(ages.getByRole('row', { name: /31–60 days overdue/ })).toContainText('100.00');
    await sums.getByRole('button', { name: 'EUR' }).click();
    await expect(ages.getByRole('row', { name: /Not due yet/ })).toContainText('450.00');
    await expect(ages.getByRole('row', { name: /31–60 days overdue/ })).toContainText('0.00');
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  });
});
