import { inDays } from '../arrange/days.ts';
import { allInQuickbooks, inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { listOn } from '../pages/list-page.ts';

test('explains in the row that QuickBooks cannot read an invoice, and refreshes it once it is saved there', async ({
  connected,
  office,
  realm,
  accountant,
}) => {
  const { page, panel } = connected;
  await writeInQuickbooks(office, realm, '1', [
    { number: 'R-1', amount: 100, date: inDays(-1) },
    { number: 'R-2', amount: 200, date: inDays(-2) },
  ]);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('Link invoices');
  const list = listOn(page);
  for (const number of ['R-1', 'R-2']) {
    await list.field('Invoice number').fill(number);
    await list.button('Search QuickBooks').click();
    await list.tick(number);
    await list.button('Link to this deal').click();
    await expect(list.row(number)).toContainText('linked to this deal');
  }
  await connected.closeModal();
  await expect(panel.invoices).toHaveCount(2);

  const unreadable = await inQuickbooks(office, realm, 'R-2');
  await office.quickbooks.post('settings', {
    realmId: realm.realmId,
    failingInvoices: { ids: [unreadable?.Id], code: '4002', reads: 'fail' },
  });
  for (const invoice of [unreadable, await inQuickbooks(office, realm, 'R-1')])
    await office.quickbooks.post(`realms/${realm.realmId}/payments`, { invoiceId: invoice?.Id });
  await panel.refresh.click();
  await expect(panel.invoice('R-1')).toContainText('Paid');
  const row = panel.invoice('R-2');
  await expect(row).toContainText('Open');
  await expect(row).toContainText(/error 4002.*Save the invoice once in QuickBooks, then refresh/);
  for (const theme of ['light', 'dark'] as const) {
    await connected.setTheme(theme);
    expect.soft(await seriousProblems(page, 'Dealbill panel'), theme).toEqual([]);
  }

  await row.getByRole('button', { name: 'View invoice R-2' }).click();
  const notice = list.frame.getByText('This invoice cannot be read from QuickBooks');
  await expect(notice).toBeVisible();
  await connected.closeModal();
  await panel.chooseInPanel('All company invoices');
  await expect(list.row('R-2')).toContainText(
    'QuickBooks error 4002. Save it once in QuickBooks, then refresh.',
  );
  await expect(list.row('R-1')).toContainText('Paid');
  expect.soft(await seriousProblems(page, 'Dealbill modal'), 'list').toEqual([]);
  await connected.closeModal();

  await (await accountant('R-2')).changeDueDate(inDays(30));
  await panel.refresh.click();
  await expect(row).toContainText('Paid');
  await expect(row).not.toContainText('QuickBooks error');
});

test('asks the user to look for an invoice whose creation cannot be confirmed', async ({
  connected,
  office,
  realm,
}) => {
  test.setTimeout(90_000);
  const { invoices } = await allInQuickbooks(office, realm);
  const last = Math.max(...invoices.map(({ Id }) => Number(Id)));
  // Ids of invoices that are created from here on.
  const ids = Array.from({ length: 40 }, (_, index) => String(last + 1 + index));
  await office.quickbooks.post('settings', {
    realmId: realm.realmId,
    failingInvoices: { ids, code: '10000', reads: 'fail' },
  });
  const { form, page } = connected;
  await connected.openDeal('withProducts');
  await connected.panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
  await office.quickbooks.post('faults', {
    match: { realm: realm.realmId, method: 'POST', path: '/invoice$' },
    fault: 'reset-after',
  });
  await form.create.click();
  const question = form.outcome('We could not find out whether the invoice was created');
  await expect(question).toBeVisible({ timeout: 60_000 });
  await expect(form.frame.getByText(/^Cedar & Finch Ltd, /)).toBeVisible();
  expect.soft(await seriousProblems(page, 'Dealbill modal'), 'question').toEqual([]);
  await form.frame.getByRole('button', { name: 'Not in QuickBooks, back to the form' }).click();
  await expect(form.create).toBeVisible();
});
