import { inDays } from '../arrange/days.ts';
import { inQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { editOn } from '../pages/edit-page.ts';

test('changes term, due date, memo, message and e-mail after a review, and nothing else', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const before = await inQuickbooks(office, realm, number);
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await expect(edit.heading).toHaveText(`Edit invoice ${number}`);
  await expect(edit.review).toBeDisabled();
  await edit.field('Payment term').selectOption('Net 15');
  await expect(edit.field('Due date')).toHaveValue(inDays(15));
  await edit.field('E-mail').fill('books@cedarfinch.example');
  await edit.field('Message to the customer').fill('Thank you');
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.review.click();

  await expect(edit.heading).toHaveText(`Review the changes to invoice ${number}`);
  await expect(edit.changes).toHaveCount(6);
  await expect(edit.change('Payment term')).toContainText(/Net 30.*Net 15/);
  await expect(edit.change('Memo')).toContainText('Deliver to the back door');
  await edit.goBack.click();
  await expect(edit.field('Memo')).toHaveValue('Deliver to the back door');
  await edit.field('Due date').fill(inDays(20));
  await expect(edit.warning('QuickBooks has no 20-day payment term')).toBeVisible();
  await expect(edit.check).toContainText('QuickBooks has no 20-day payment term');
  await expect(edit.check).not.toContainText('No problems found');
  await expect(modal.getByText(/Net 15/).last()).toBeVisible();
  await edit.review.click();
  await expect(edit.change('Payment term')).toContainText(/Net 30.*Net 15/);
  await edit.save.click();

  await expect(connected.snackbar).toContainText(`Invoice ${number} was changed in QuickBooks`);
  await expect(modal.getByRole('heading', { name: `Invoice ${number}` })).toBeVisible();
  await expect(modal.getByText('Memo: Deliver to the back door')).toBeVisible();
  await expect(modal.getByText(/Sales Lead changed: .*Due date.*Memo/)).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toEqual(
    expect.objectContaining({
      ...before,
      SyncToken: '1',
      DueDate: inDays(20),
      SalesTermRef: expect.objectContaining({ name: 'Net 15' }),
      PrivateNote: 'Deliver to the back door',
      CustomerMemo: { value: 'Thank you' },
      BillEmail: { Address: 'books@cedarfinch.example' },
      MetaData: expect.anything(),
    }),
  );
  await connected.closeModal();
  await expect(panel.dueDate(number)).toHaveAttribute('datetime', inDays(20));
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);
});

test('changes, adds and removes lines of an unpaid invoice; the review shows the new total', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.line(1).getByLabel('Quantity').fill('20');
  await modal.getByRole('button', { name: 'Remove line 2' }).click();
  await edit.addLine('Installation, hourly');
  await expect(edit.line(3).getByLabel('Price')).toHaveValue('85.00');
  await edit.review.click();
  await expect(edit.change('Line 1 · Quantity')).toContainText(/12.*20/);
  await expect(edit.change('Line 2')).toContainText(/Acoustic panel, 24 × 118\.50.*removed/);
  await expect(edit.change('New line')).toContainText('Installation, hourly, 1 × 85.00');
  await expect(edit.change('Total before tax')).toContainText(/11,884\.00\sUSD.*14,245\.00\sUSD/);
  await expect(modal.getByText('QuickBooks calculates the tax')).toBeVisible();
  await edit.save.click();
  await connected.confirm('Save anyway');
  await expect(modal.getByText('Sales Lead changed: Lines')).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ TotalAmt: 14245 });
  await connected.closeModal();
  await expect(panel.invoice(number)).toContainText('14,245.00');
});

test('does not save on a double click or a held key before the review is shown', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  // In a window this small, both buttons have the same position.
  await page.setViewportSize({ width: 760, height: 420 });
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.field('Memo').fill('Not yet');
  await edit.review.dblclick();
  await expect(edit.change('Memo')).toContainText('Not yet');
  await expect(edit.save).toBeEnabled();
  await edit.goBack.click();
  await edit.field('Memo').press('Control+Enter');
  await page.keyboard.down('Control');
  await page.keyboard.down('Enter');
  await page.keyboard.down('Enter');
  await page.keyboard.up('Enter');
  await page.keyboard.up('Control');
  await expect(modal.getByText('Memo: Not yet')).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ PrivateNote: 'Not yet' });
});

test('warns about a partly paid invoice, and says why its lines are locked', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  await (await accountant(number)).receive('4884.00');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await expect(edit.warning('Part of this invoice is paid')).toContainText(
    '4,884.00 USD of 11,884.00 USD is paid or credited',
  );
  await expect(modal.getByText(/Lines cannot be changed, because 4,884\.00.USD/)).toBeVisible();
  await expect(edit.line(1)).toHaveCount(0);
  await edit.field('Memo').fill('Paid in part');
  await edit.review.click();
  await expect(edit.warning('Part of this invoice is paid')).toBeVisible();
  await edit.save.click();
  await expect(modal.getByText('Memo: Paid in part')).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({
    PrivateNote: 'Paid in part',
    Balance: 7000,
  });
});

test('warns about a sent invoice, and offers to send it again after saving', async ({
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
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await expect(edit.warning('The customer already has this invoice')).toContainText(
    'until then the customer has the old version',
  );
  await edit.field('Due date').fill(inDays(40));
  await edit.review.click();
  await expect(edit.warning('The customer already has this invoice')).toBeVisible();
  await edit.save.click();
  await expect(modal.getByText('Changed since it was sent')).toBeVisible();
  await modal.getByRole('button', { name: 'Send again' }).click();
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await modal.getByRole('button', { name: 'Done' }).click();
  await expect(edit.heading).toContainText(`Invoice ${number}`);
  await expect(modal.getByText('Sales Lead sent the invoice')).toHaveCount(2);
  await expect(modal.getByText('Changed since it was sent')).toHaveCount(0);
});

test('asks before leaving only when there are changes', async ({ connected, office, company }) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await modal.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  await modal.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = editOn(modal);
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.cancel.click();
  await expect(page.getByRole('alertdialog')).toContainText(
    `Your changes to invoice ${number} will be lost.`,
  );
  await connected.confirm('Stay');
  await edit.field('Memo').press('Escape');
  await connected.confirm('Stay');
  await expect(edit.field('Memo')).toHaveValue('Deliver to the back door');
  await edit.field('Memo').fill('');
  await edit.cancel.click();
  await expect(edit.heading).toContainText(`Invoice ${number}`);
});

test('keeps the input after Pipedrive’s close button, until saved or discarded', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  const edit = editOn(modal);
  const reopen = async () => {
    await connected.closeModal();
    await panel.choose(number, 'Edit');
    await expect(edit.heading).toContainText(`Edit invoice ${number}`);
  };
  await panel.choose(number, 'Edit');
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.line(1).getByLabel('Quantity').fill('20');
  await reopen();
  await expect(edit.warning('Your earlier changes were not saved')).toBeVisible();
  await expect(edit.field('Memo')).toHaveValue('Deliver to the back door');
  await expect(edit.line(1).getByLabel('Quantity')).toHaveValue('20');
  await modal.getByRole('button', { name: 'Discard my changes' }).click();
  await expect(edit.field('Memo')).toHaveValue('');
  await reopen();
  await expect(edit.field('Memo')).toHaveValue('');
  await expect(edit.warning('Your earlier changes were not saved')).toHaveCount(0);
  await edit.field('Memo').fill('Ring twice');
  await edit.review.click();
  await edit.save.click();
  await expect(modal.getByText('Sales Lead changed: Memo')).toBeVisible();
  await reopen();
  await expect(edit.field('Memo')).toHaveValue('Ring twice');
  await expect(edit.warning('Your earlier changes were not saved')).toHaveCount(0);
});

test('offers editing only when possible: not for a voided invoice, not to a colleague', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Void');
  await connected.confirm('Void invoice');
  await expect(panel.invoice(number)).toContainText('Voided');
  await panel.frame.getByRole('button', { name: `Actions for invoice ${number}` }).click();
  await expect(panel.frame.getByRole('menuitem', { name: 'Delete' })).toBeVisible();
  await expect(panel.frame.getByRole('menuitem', { name: 'Edit' })).toHaveCount(0);
  await page.keyboard.press('Escape');

  await office.install(company.accountManager);
  await connected.openDeal('withProducts', company.accountManager);
  await expect(panel.frame.getByText('Invoicing is managed by')).toBeVisible();
  await expect(panel.frame.getByText(number)).toHaveCount(0);
});
