import { inDays } from '../arrange/days.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';

test('shows payments made in QuickBooks after a refresh: partly paid, paid', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  const row = panel.invoice(number);
  await expect(row).toContainText('Open');
  await expect(row).toContainText('11,884.00');

  const atQuickBooks = await accountant(number);
  await atQuickBooks.receive('4884.00');
  await panel.refresh.click();
  await expect(row).toContainText('Partially paid');
  await expect(row).toContainText('7,000.00 of 11,884.00 due');

  await atQuickBooks.receive('7000.00');
  await panel.refresh.click();
  await expect(row).toContainText('Paid');
  await expect(row).not.toContainText('Partially');

  const today = inDays(0);
  await expect(row).toContainText(/paid \w+ \d+/);
  // No date or amount to pay is left, only that nothing is.
  await expect(row).not.toContainText(/(?<!nothing )due/);
  await expect(panel.dueDate(number)).toHaveAttribute('datetime', today);
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByRole('definition').locator(`time[datetime="${today}"]`)).toHaveCount(2);
});

test('shows an invoice as overdue after its due date, also when partly paid', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const details = { issueDate: '2026-01-05', dueDate: '2026-01-20', term: { kind: 'none' } };
  const number = await makeInvoice(office, company, 'withProducts', { details });
  const { panel } = connected;
  await connected.openDeal('withProducts');
  const row = panel.invoice(number);
  await expect(row).toContainText('Overdue');
  await expect(row).toContainText('was due');
  const atQuickBooks = await accountant(number);
  await atQuickBooks.receive('84.00');
  await panel.refresh.click();
  await expect(row).toContainText('Partially paid');
  await expect(row).toContainText('was due');
});

test('keeps voided and deleted invoices struck through, without unavailable actions', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const first = await makeInvoice(office, company, 'withProducts');
  const second = await makeInvoice(office, company, 'withProducts', {
    customerName: 'Cedar & Finch Annex',
  });
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoices).toHaveCount(2);
  await (await accountant(first)).voidInvoice();
  await (await accountant(second)).deleteInvoice();
  await panel.refresh.click();
  await expect(panel.rows.filter({ hasText: first })).toContainText('Voided');
  await expect(panel.rows.filter({ hasText: second })).toContainText('Deleted');
  await expect(panel.frame.getByRole('button', { name: `View invoice ${second}` })).toHaveCount(0);
  await expect(panel.frame.getByRole('button', { name: `View invoice ${first}` })).toBeVisible();
});

test('lists the newest invoice first, and reads QuickBooks when the deal opens', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const first = await makeInvoice(office, company, 'withProducts');
  const second = await makeInvoice(office, company, 'withProducts', {
    customerName: 'Cedar & Finch Annex',
  });
  const atQuickBooks = await accountant(first);
  await atQuickBooks.receive('11884.00');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoices).toContainText([second, first]);
  await expect(panel.invoice(first)).toContainText('Paid');
});
