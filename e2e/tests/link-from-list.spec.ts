import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { manyInvoices } from '../arrange/many-invoices.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { listOn } from '../pages/list-page.ts';

test('links invoices to the deal and unlinks them, one at a time and several at once', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await manyInvoices(office, company, realm);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await list.link('W-1');
  await expect(list.button('Unlink invoice W-1 from this deal')).toBeVisible();
  await expect(list.message).toContainText('Linked to this deal');

  await list.tick('W-2', 'W-3');
  await expect(list.frame.getByText('2 selected')).toBeVisible();
  await list.button('Link 2 to this deal').click();
  await expect(list.button('Unlink invoice W-3 from this deal')).toBeVisible();
  await expect(list.frame.getByText('2 selected')).toHaveCount(0);
  await connected.closeModal();
  await expect(panel.invoices).toContainText([number, 'W-1', 'W-2', 'W-3']);

  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.unlink('W-1');
  await expect(list.button('Link invoice W-1 to this deal')).toBeVisible();
  await list.tick('W-2', 'W-3');
  await list.button('Unlink 2 from this deal').click();
  await expect(list.button('Link invoice W-3 to this deal')).toBeVisible();
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  expect(await inQuickbooks(office, realm, 'W-1')).toMatchObject({ TotalAmt: 311 });
});

test('undoes linking and unlinking, of one invoice or several', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await manyInvoices(office, company, realm);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await expect(list.rows).toHaveCount(5);
  await list.unlink(number);
  await expect(list.message).toContainText(
    'Unlinked from this deal. The invoice stays in QuickBooks.',
  );
  await list.button('Undo').click();
  await expect(list.message).toContainText('Undone');
  await expect(list.button(`Unlink invoice ${number} from this deal`)).toBeVisible();

  await list.all.check();
  await expect(list.frame.getByText('5 selected')).toBeVisible();
  await expect(list.button('Unlink from this deal')).toBeVisible();
  await list.button('Link 4 to this deal').click();
  await expect(list.message).toContainText('4 invoices linked to this deal');
  await expect(list.all).toBeFocused();
  await list.button('Undo').click();
  await expect(list.message).toContainText('Undone');
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
  await expect(panel.invoice(number)).toBeVisible();
});

test('shows the amount left on the deal, and by how much linking would exceed it', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts', {
    lines: [{ description: 'Deposit', quantity: '1', unitPrice: '11000' }],
  });
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  await writeInQuickbooks(office, realm, customerId, [
    { number: 'W-1', amount: 400, date: inDays(-3) },
    { number: 'W-2', amount: 500, date: inDays(-4) },
  ]);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await expect(
    list.frame.getByText(/^Left to invoice on this deal: 884\.00\sUSD of 11,884\.00\sUSD\.$/),
  ).toBeVisible();
  await list.tick('W-1');
  await expect(
    list.frame.getByText(
      /^Left to invoice on this deal after linking: 484\.00\sUSD of 11,884\.00\sUSD/,
    ),
  ).toBeVisible();
  await list.tick('W-2');
  await expect(
    list.frame.getByText(
      /^After linking, invoiced over the deal value of 11,884\.00\sUSD by 16\.00\sUSD/,
    ),
  ).toBeVisible();
  await list.button('Link 2 to this deal').click();
  await expect(
    list.frame.getByText(/^Invoiced over the deal value of 11,884\.00\sUSD by 16\.00\sUSD/),
  ).toBeVisible();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('shows two invoices linked in quick succession as busy until each is linked', async ({
  connected,
  office,
  company,
  realm,
}) => {
  await manyInvoices(office, company, realm);
  const { page, panel } = connected;
  const list = listOn(page);
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  const released = Promise.withResolvers<void>();
  await page.route('**/api/deal-links/link', async (route) => {
    await released.promise;
    await route.continue();
  });
  await list.link('W-1');
  await list.link('W-2');
  for (const number of ['W-1', 'W-2']) {
    const link = list.button(`Link invoice ${number} to this deal`);
    await expect(link).toHaveAttribute('aria-busy', 'true');
  }
  released.resolve();
  for (const number of ['W-1', 'W-2']) {
    await expect(list.button(`Unlink invoice ${number} from this deal`)).toBeVisible();
  }
});

test('when a later request of several fails, the invoices linked so far can be undone', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  const invoices = Array.from({ length: 204 }, (_, index) => ({
    number: `B-${index + 1}`,
    amount: 10,
    date: inDays(-1),
  }));
  await writeInQuickbooks(office, realm, customerId, invoices);
  const { page, panel } = connected;
  const list = listOn(page);
  const refused = { error: { code: 'pipedrive_busy', message: '', requestId: 'r1' } };
  let requests = 0;
  await page.route('**/api/deal-links/link', async (route) => {
    requests += 1;
    if (requests === 2) await route.fulfill({ status: 503, json: refused });
    else await route.continue();
  });
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  await list.period.selectOption('All dates');
  await expect(list.count).toContainText('205 invoices');
  await list.frame.getByRole('region', { name: 'Invoices' }).press('End');
  await expect(list.frame.getByText('Select all 205')).toBeVisible();
  await list.all.check();
  await list.button('Link 204 to this deal').click();
  await expect(list.message).toContainText('200 invoices linked to this deal.');
  await expect(list.message).toContainText('4 more were not changed and stay selected.');
  await expect(list.frame.getByText('4 selected', { exact: true })).toBeVisible();
  await expect(list.button('Link 4 to this deal')).toBeVisible();
  await list.button('Undo').click();
  await expect(list.message).toContainText('Undone');
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(1);
});
