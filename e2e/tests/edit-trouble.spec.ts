import { inDays } from '../arrange/days.ts';
import { inQuickbooks, onNextWrite, stopAnswering } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { editOn } from '../pages/edit-page.ts';

/** A date as the screens write it, `Dec 6`, with the year when it is not this one. */
const plain = (date: string): RegExp => {
  const [year, month, day] = date.split('-').map(Number);
  const name = new Date(Date.UTC(2000, (month ?? 1) - 1)).toLocaleString('en-US', {
    month: 'short',
    timeZone: 'UTC',
  });
  return new RegExp(`^${name} ${day}(, ${year})?$`);
};

test('shows concurrent changes of QuickBooks beside the input, and loses nothing', async ({
  connected,
  office,
  company,
  realm,
  noise,
  accountant,
}) => {
  noise.allow(errorStatus(409));
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.field('Due date').fill(inDays(50));
  await edit.field('Memo').fill('Mine');
  await edit.line(1).getByLabel('Quantity').fill('10');
  const atQuickBooks = await accountant(number);
  await atQuickBooks.changeDueDate(inDays(70));
  await edit.review.click();
  await edit.save.click();
  await expect(edit.warning('Someone changed this invoice')).toBeFocused();
  await expect(edit.changes).toHaveCount(2);
  await expect(edit.change('Due date').getByRole('cell').nth(1)).toHaveText(plain(inDays(70)));
  await expect(edit.change('Due date').getByRole('cell').nth(2)).toHaveText(plain(inDays(50)));
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await expect(edit.field('Memo')).toHaveValue('Mine');
  await expect(edit.line(1).getByLabel('Quantity')).toHaveValue('10');

  await atQuickBooks.receive('100.00');
  await edit.review.click();
  await edit.save.click();
  await expect(edit.warning('A payment or credit was added')).toBeFocused();
  await expect(modal.getByText('Oak desk 160, 10 × 640.00')).toBeVisible();
  await edit.review.click();
  const back = modal.getByRole('button', { name: 'Restore the lines' });
  await expect(back).toBeFocused();
  await back.click();
  await edit.review.click();
  await expect(edit.changes).toHaveCount(3);
  await edit.save.click();
  await expect(modal.getByText('Memo: Mine')).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({
    DueDate: inDays(50),
    PrivateNote: 'Mine',
    Balance: 11784,
  });
});

test('a lost response shows as being checked, and resolves', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.review.click();
  await onNextWrite(office, realm, { fault: 'reset-after' });
  await edit.save.click();
  await expect(edit.heading).toHaveText('Checking whether the changes were saved');
  await expect(edit.change('Memo')).toContainText('Deliver to the back door');
  await expect(edit.save).toHaveCount(0);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await expect(modal.getByText('Memo: Deliver to the back door')).toBeVisible({ timeout: 20_000 });
  await expect(edit.heading).toContainText(`Invoice ${number}`);
  expect(await inQuickbooks(office, realm, number)).toMatchObject({
    PrivateNote: 'Deliver to the back door',
    SyncToken: '1',
  });
});

test('returns to the input after a request that never arrived, and can save again', async ({
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
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.review.click();
  await onNextWrite(office, realm, { fault: 'reset-before' });
  await edit.save.click();
  await expect(edit.warning('Your changes were not saved')).toBeVisible({ timeout: 20_000 });
  await expect(edit.field('Memo')).toHaveValue('Deliver to the back door');
  await edit.review.click();
  await edit.save.click();
  await expect(modal.getByText('Memo: Deliver to the back door')).toBeVisible();
});

test('restores unsaved changes after the window was closed', async ({
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
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.line(1).getByLabel('Quantity').fill('10');
  await edit.review.click();
  await onNextWrite(office, realm, { fault: 'reset-before' });
  await edit.save.click();
  await expect(edit.heading).toHaveText('Checking whether the changes were saved');
  await modal.getByRole('button', { name: 'Done' }).click();
  const row = panel.rows.filter({ hasText: number });
  await expect(row).toContainText('Checking whether the changes were saved');
  await expect(row).toContainText('Changes not saved. Try again.', {
    timeout: 20_000,
  });

  await panel.choose(number, 'Edit');
  await expect(edit.warning('Your earlier changes were not saved')).toBeVisible();
  await expect(edit.field('Memo')).toHaveValue('Deliver to the back door');
  await expect(edit.line(1).getByLabel('Quantity')).toHaveValue('10');
  await modal.getByRole('button', { name: 'Discard my changes' }).click();
  await expect(edit.field('Memo')).toHaveValue('');
  await expect(edit.review).toBeDisabled();
});

test('keeps the input after a refusal, and shows QuickBooks’ message', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.field('Message to the customer').fill('Thank you');
  await edit.review.click();
  await onNextWrite(office, realm, { fault: 'status', status: 400, code: '6210' });
  await edit.save.click();
  await expect(modal.getByRole('alert')).toContainText(
    /QuickBooks rejected this.*Scheduled by a test/,
  );
  await expect(edit.field('Message to the customer')).toHaveValue('Thank you');
  await edit.review.click();
  await edit.save.click();
  await expect(edit.heading).toContainText(`Invoice ${number}`);
});

test('shows problems at their fields before anything is sent', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.field('E-mail').fill('nobody');
  await edit.field('Due date').fill('2020-01-01');
  await edit.line(1).getByLabel('Quantity').fill('many');
  await modal.getByRole('button', { name: 'Add line' }).click();
  await edit.review.click();
  await expect(edit.field('Due date')).toBeFocused();
  await expect(edit.field('Due date')).toHaveAccessibleDescription(/Choose the invoice date/);
  await expect(edit.field('E-mail')).toHaveAccessibleDescription(
    /enter an e-mail address, for example/i,
  );
  await expect(edit.line(1).getByLabel('Quantity')).toHaveAccessibleDescription(/Enter a number/);
  await expect(edit.line(4)).toContainText('Choose a QuickBooks product or service.');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
});

test('blocks a negative total before the review', async ({ connected, office, company }) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.line(1).getByLabel('Price').fill('-1000');
  await edit.review.click();
  const stopped = modal.getByText('The total must not be below 0.');
  await expect(stopped).toBeVisible();
  await edit.line(1).getByLabel('Price').fill('600');
  await expect(stopped).toHaveCount(0);
  await edit.review.click();
  await expect(edit.save).toBeVisible();
});

test('opens with mirrored data while QuickBooks is unavailable, and saves nothing', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.frame.getByText('just now')).toBeVisible();
  const answerAgain = await stopAnswering(office, realm);
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  const old = edit.warning('QuickBooks did not answer');
  await expect(old).toContainText('You see the invoice as of', { timeout: 30_000 });
  await edit.field('Memo').fill('Deliver to the back door');
  await edit.review.click();
  await edit.save.click();
  await expect(modal.getByRole('alert')).toContainText('QuickBooks did not answer', {
    timeout: 30_000,
  });
  await expect(old).toHaveCount(0);
  await answerAgain();
  await edit.save.click();
  await expect(modal.getByText('Memo: Deliver to the back door')).toBeVisible();
});
