import { allInQuickbooks, inQuickbooks, onNextWrite } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test('voids a partly paid invoice: says what remains and keeps it as credit', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  await (await accountant(number)).receive('4884.00');
  const { page, panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('Partially paid');

  await panel.choose(number, 'Void');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(`Void invoice ${number}?`);
  await expect(question).toContainText('Its amount becomes 0');
  await expect(question).toContainText(
    'The 4,884.00 USD already paid or credited stays as a credit',
  );
  await expect(question).toContainText('This cannot be undone.');
  await expect(question.getByRole('button', { name: 'Keep invoice' })).toBeFocused();
  await expect(question.getByRole('button', { name: 'Void invoice' })).toHaveClass('negative');
  await connected.confirm('Keep invoice');
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 11884 });

  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(snackbar).toContainText(`Invoice ${number} was voided`);
  await expect(panel.invoice(number)).toHaveAccessibleName(`Invoice ${number}: Voided`);
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 0, Balance: 0 });
  expect((await allInQuickbooks(office, realm)).payments).toContainEqual(
    expect.objectContaining({ UnappliedAmt: 4884 }),
  );
  await expect(connected.history).toContainText(`Invoice ${number} voided`);
  await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  await expect(panel.frame.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expect(panel.frame.getByRole('menuitem', { name: 'Void' })).toHaveCount(0);
  await expect(panel.frame.getByRole('menuitem', { name: 'Send by e-mail' })).toHaveCount(0);

  // A voided invoice counts for nothing any more: no amount is mentioned.
  await panel.frame.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(question).toContainText(`Delete invoice ${number}?`);
  await expect(question).not.toContainText('0.00');
  await connected.confirm('Keep invoice');
});

test('shows all actions of the only invoice of a deal without scrolling', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  for (const entry of ['Download PDF', 'Void', 'Delete']) {
    await expect(panel.frame.getByRole('menuitem', { name: entry })).toBeInViewport({ ratio: 1 });
  }
});

test('keeps the invoice after a refusal, and shows QuickBooks’ message', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await onNextWrite(office, realm, { fault: 'status', status: 400, code: '6210' });
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(snackbar).toContainText(/QuickBooks rejected this\. .*Scheduled by a test/);
  await expect(panel.invoice(number)).toContainText('Open');
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 11884 });
});

test('a lost response shows as being checked, blocks a repeat, and resolves', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await onNextWrite(office, realm, { fault: 'reset-after' });
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(snackbar).toContainText('We are checking whether it was done');
  const row = panel.rows.filter({ hasText: number });
  await expect(row).toContainText(/Checking whether it was voided|confirmed it late/);
  await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  await expect(panel.frame.getByRole('menuitem', { name: 'Download PDF' })).toBeVisible();
  await expect(panel.frame.getByRole('menuitem', { name: /Void|Delete|Send/ })).toHaveCount(0);
  await connected.page.keyboard.press('Escape');
  await expect(row).toContainText('Voided', { timeout: 20_000 });
  await expect(row).not.toContainText(/Checking whether|confirmed it late/, { timeout: 20_000 });
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 0 });
});

test('reports a request that never arrived as not done, and can be retried', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await onNextWrite(office, realm, { fault: 'reset-before' });
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  const row = panel.invoice(number);
  await expect(row).toContainText('Not voided. Try again.', { timeout: 20_000 });
  await expect(row).toContainText('Open');
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(row).toContainText('Voided');
  await expect(row).not.toContainText('Not voided');
});

test('voids an invoice paid after the panel was read, and keeps the payment as credit', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('nothing paid');
  await (await accountant(number)).receive('84.00');
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(panel.invoice(number)).toContainText('Voided');
  expect((await allInQuickbooks(office, realm)).payments).toContainEqual(
    expect.objectContaining({ UnappliedAmt: 84 }),
  );
});

test('shows that voiding is in progress, and blocks other actions until QuickBooks responds', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  const answer = Promise.withResolvers<void>();
  await page.route('**/api/invoices/void', async (route) => {
    await answer.promise;
    await route.continue();
  });
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  const row = panel.invoice(number);
  await expect(row.locator('[aria-live]')).toHaveText('Voiding…');
  await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  const entries = panel.frame.getByRole('menuitem');
  await expect(panel.frame.getByRole('menuitem', { name: 'Voiding' })).toBeDisabled();
  await expect(entries.filter({ hasText: /^(Void|Delete|Send|Edit)$/ })).toHaveCount(0);
  await page.keyboard.press('Escape');
  answer.resolve();
  await expect(row).toContainText('Voided');
  await expect(row.locator('[aria-live]')).toBeEmpty();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 0 });
});

test('reports an action whose code cannot be loaded, and works after reopening the panel', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(/ERR_FAILED .*void-and-delete/);
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, snackbar } = connected;
  await connected.openDeal('withProducts');
  await page.route('**/assets/void-and-delete-*.js', (route) => route.abort());
  await panel.choose(number, 'Void');
  await expect(snackbar).toContainText('Dealbill cannot be reached');
  await page.unroute('**/assets/void-and-delete-*.js');
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(panel.invoice(number)).toContainText('Voided');
});
