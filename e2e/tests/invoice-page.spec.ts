import { seriousProblems } from '../accessibility.ts';
import { openInBooks } from '../accountant-page.ts';
import { expect, test } from '../fixtures.ts';
import { makeInvoice } from '../make-invoice.ts';

test('its number opens an invoice: payments and credits in order, with what was open after each', async ({
  connected,
  world,
  office,
  company,
  books,
  context,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const accountant = await openInBooks(await context.newPage(), world, office, books, number);
  await accountant.receive('4884.00');
  await accountant.receive('2000.00');
  await accountant.giveCredit('500.00');
  await accountant.page.close();

  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `Show invoice ${number}` }).click();
  const rows = modal.getByRole('table').filter({ hasText: 'Open after' }).getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows).toContainText([
    /Open after/,
    /Invoice total.*11,884\.00/,
    /Payment.*4,884\.00.*7,000\.00/,
    /Payment.*2,000\.00.*5,000\.00/,
    /Credit.*500\.00.*4,500\.00/,
  ]);
  await expect(modal.getByText('Partially paid')).toBeVisible();
  await expect(modal.getByRole('table').first()).toContainText(/Oak desk 160.*24 × 118\.50/s);
  await expect(modal.getByRole('link', { name: 'Office fit-out, 3rd floor' })).toBeVisible();
  await expect(modal.getByText('Sales Lead created it')).toBeVisible();
  await expect(modal.getByText('Read from QuickBooks on')).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);

  const opened = context.waitForEvent('page');
  await rows.nth(2).getByRole('link').click();
  const payment = await opened;
  await expect(payment).toHaveURL(/\/app\/recvpayment\?/);
  await expect(payment.getByText('4,884.00').first()).toBeVisible();
});

test('an unpaid invoice says so; sending and voiding stand in its history', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await modal.getByRole('button', { name: 'Done' }).click();
  await panel.frame.getByRole('button', { name: `Show invoice ${number}` }).click();
  await expect(modal.getByText('Nothing has been paid yet.')).toBeVisible();
  await expect(modal.getByText(/^Sent by QuickBooks on .* to purchasing@/)).toBeVisible();
  await expect(modal.getByText('Sales Lead had it sent to purchasing@')).toBeVisible();
  await connected.closeModal();

  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(panel.invoice(number)).toContainText('Voided');
  await panel.frame.getByRole('button', { name: `Show invoice ${number}` }).click();
  const history = modal.getByRole('listitem').filter({ hasText: /Sales Lead/ });
  await expect(history).toContainText(['voided it', 'had it sent', 'created it']);
});
