import { allInQuickbooks, onNextWrite } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';
import { listOn } from '../pages/list-page.ts';

const sendScreen = ({ modal }: HostPage) => ({
  to: modal.getByRole('textbox', { name: 'To', exact: true }),
  copy: modal.getByRole('textbox', { name: /^Cc/ }),
  send: modal.getByRole('button', { name: 'Send', exact: true }),
  done: modal.getByRole('button', { name: 'Done' }),
  outcome: (name: string | RegExp) => modal.getByRole('heading', { name }),
});

test('sends the invoice to its address with a copy, and updates the row', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('not sent');
  await panel.choose(number, 'Send by e-mail');
  const screen = sendScreen(connected);
  await expect(screen.to).toHaveValue('purchasing@cedarfinch.example');
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await screen.copy.fill('books@cedarfinch.example');
  await screen.send.click();
  await expect(
    screen.outcome(`Invoice ${number} was sent to purchasing@cedarfinch.example`),
  ).toBeVisible();
  await screen.done.click();
  await expect(panel.invoice(number)).not.toContainText('not sent');
  await expect(panel.invoice(number)).toContainText('sent');
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);

  await panel.choose(number, 'Send by e-mail');
  await expect(connected.modal.getByText('Last sent on')).toBeVisible();
});

test('asks for a missing address and sends nothing until it has one', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const screen = sendScreen(connected);
  const offer = modal.getByRole('button', { name: /from the customer in QuickBooks/ });
  const before = await screen.send.boundingBox();
  await screen.to.fill('');
  await expect(offer).toBeVisible();
  expect(await screen.send.boundingBox()).toEqual(before);
  await screen.send.click();
  await expect(modal.getByText('Enter an e-mail address')).toBeVisible();
  expect(await screen.send.boundingBox()).toEqual(before);
  await expect(screen.to).toBeFocused();
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(0);
  // The button fills in the customer's address; semicolons are accepted as separators.
  await offer.click();
  await expect(screen.to).toHaveValue(/@/);
  const known = await screen.to.inputValue();
  await screen.to.fill(`${known}; front.desk@cedarfinch.example`);
  await screen.send.click();
  await expect(screen.outcome(/was sent to .*front.desk@cedarfinch.example/)).toBeVisible();
  const { mails } = await allInQuickbooks(office, realm);
  expect(mails).toMatchObject([{ to: `${known}, front.desk@cedarfinch.example` }]);
});

test('shows a refusal above the address, and sends at the next attempt', async ({
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
  await panel.choose(number, 'Send by e-mail');
  await onNextWrite(office, realm, { fault: 'status', status: 400, code: '6210' });
  const screen = sendScreen(connected);
  await screen.send.click();
  await expect(modal.getByRole('alert')).toContainText('QuickBooks rejected this');
  await expect(modal.getByRole('alert')).toBeFocused();
  await expect(modal.getByText('Scheduled by a test')).toBeVisible();
  await screen.send.click();
  await expect(screen.outcome(/was sent to/)).toBeVisible();
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);
});

test('marks a bounced e-mail in every view, and sends the invoice again', async ({
  connected,
  office,
  company,
  realm,
  accountant,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const screen = sendScreen(connected);
  await screen.send.click();
  await screen.done.click();
  await expect(panel.invoice(number)).toContainText('sent');
  await (await accountant(number)).bounceMail();

  const show = panel.frame.getByRole('button', { name: `View invoice ${number}` });
  await show.click();
  const notice = modal.getByRole('status').filter({ hasText: 'The e-mail was not delivered' });
  await expect(notice).toContainText(
    'The invoice could not be delivered to purchasing@cedarfinch.example.',
  );
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await expect(modal.getByText('The e-mail was not delivered.')).toBeVisible();
  await connected.closeModal();
  await expect(panel.invoice(number)).toContainText('not delivered');
  await panel.frame.getByRole('button', { name: 'All invoices' }).click();
  const list = listOn(page);
  await expect(list.row(number)).toContainText('not delivered');
  await page.setViewportSize({ width: 385, height: 900 });
  const numberButton = list.row(number).getByRole('button', { name: number, exact: true });
  expect(await numberButton.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0);
  await page.setViewportSize({ width: 1440, height: 900 });
  await connected.closeModal();

  await show.click();
  await notice.getByRole('button', { name: 'Send again' }).click();
  await screen.to.fill('invoices@cedarfinch.example');
  await screen.send.click();
  await expect(screen.outcome(/was sent to invoices@cedarfinch.example/)).toBeVisible();
  await screen.done.click();
  await expect(notice).toHaveCount(0);
  await connected.closeModal();
  await expect(panel.invoice(number)).not.toContainText('not delivered');
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(2);
});

test('shows a lost response as being checked, and resolves without a second e-mail', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await onNextWrite(office, realm, { fault: 'reset-after' });
  const screen = sendScreen(connected);
  await screen.send.click();
  await expect(screen.outcome('Checking whether it was sent')).toBeVisible();
  const row = panel.rows.filter({ hasText: number });
  await expect(screen.outcome(/was sent to/)).toBeVisible({ timeout: 20_000 });
  await screen.done.click();
  await expect(row).not.toContainText(/Checking whether|not sent/);
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);
});

test('reports a request that never arrived as not sent', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await onNextWrite(office, realm, { fault: 'reset-before' });
  const screen = sendScreen(connected);
  await screen.send.click();
  const notSent = connected.modal.getByText('Not sent. Try again.');
  await expect(notSent).toBeVisible({ timeout: 20_000 });
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(0);
  await screen.send.click();
  await expect(screen.outcome(/was sent to purchasing@cedarfinch.example/)).toBeVisible();
  await screen.done.click();
  await expect(panel.invoice(number)).not.toContainText('not sent');
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);
});

test('reports a sent invoice as sent even when reading it again fails', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(429));
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const screen = sendScreen(connected);
  await screen.to.fill('front.desk@cedarfinch.example');
  const body = { error: { code: 'rate_limited', message: '', requestId: 'r1' } };
  await page.route('**/api/invoices/show', (route) => route.fulfill({ status: 429, json: body }));
  const readAgain = page.waitForResponse('**/api/invoices/show');
  await screen.send.click();
  await readAgain;
  await expect(screen.outcome(/was sent to front.desk@cedarfinch.example/)).toBeVisible();
  await screen.done.click();
  await expect(panel.invoice(number)).not.toContainText('not sent');
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);
});

test('keeps the screen in view with a long customer name without spaces', async ({
  connected,
  office,
  company,
}) => {
  const customerName = `Donaudampfschiff${'fahrtsgesellschaft'.repeat(4)}`;
  const number = await makeInvoice(office, company, 'withProducts', { customerName });
  const { panel, modal } = connected;
  const overflow = () =>
    modal.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const { send } = sendScreen(connected);
  await expect(send).toBeInViewport({ ratio: 1 });
  expect(await overflow()).toBe(0);
});

test('Escape closes the screen, and asks first when an address was typed', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  const dialog = page.getByRole('dialog', { name: 'Dealbill' });
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const screen = sendScreen(connected);
  await screen.to.press('Escape');
  await expect(dialog).toHaveCount(0);

  await panel.choose(number, 'Send by e-mail');
  await screen.copy.fill('books@cedarfinch.example');
  await screen.copy.press('Escape');
  await expect(page.getByRole('alertdialog')).toContainText(`Invoice ${number} was not sent.`);
  await connected.confirm('Stay');
  await expect(screen.copy).toHaveValue('books@cedarfinch.example');
  await screen.copy.press('Escape');
  await connected.confirm('Close anyway');
  await expect(dialog).toHaveCount(0);
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(0);
});
