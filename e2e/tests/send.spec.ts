import { allInQuickbooks, onNextWrite } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { answers } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';
import { listOn } from '../pages/list-page.ts';

const sendScreen = ({ modal }: HostPage) => ({
  to: modal.getByRole('textbox', { name: 'To', exact: true }),
  copy: modal.getByRole('textbox', { name: 'Cc' }),
  send: modal.getByRole('button', { name: 'Send', exact: true }),
  done: modal.getByRole('button', { name: 'Done' }),
  outcome: (words: string | RegExp) => modal.getByRole('heading', { name: words }),
});

test('QuickBooks sends the invoice to its own address, with a copy, and the row says so', async ({
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

test('without an address it is asked for, and nothing is sent before', async ({
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
  await screen.to.fill('');
  await screen.send.click();
  await expect(modal.getByText('Enter an e-mail address')).toBeVisible();
  await expect(screen.to).toBeFocused();
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(0);
  // The address that QuickBooks has for the customer is one press away; more are written as people write them.
  await modal.getByRole('button', { name: /from the customer in QuickBooks/ }).click();
  await expect(screen.to).toHaveValue(/@/);
  const known = await screen.to.inputValue();
  await screen.to.fill(`${known}; front.desk@cedarfinch.example`);
  await screen.send.click();
  await expect(screen.outcome(/was sent to .*front.desk@cedarfinch.example/)).toBeVisible();
  const { mails } = await allInQuickbooks(office, realm);
  expect(mails).toMatchObject([{ to: `${known}, front.desk@cedarfinch.example` }]);
});

test('a refusal stands above the address, and it can be tried again', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.announce(answers(422));
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

test('an e-mail that came back is marked everywhere, and the invoice is sent again', async ({
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
  const shown = list.row(number).getByRole('button', { name: number, exact: true });
  expect(await shown.evaluate((button) => button.scrollWidth - button.clientWidth)).toBe(0);
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

test('a lost answer is shown as being checked, and settles without a second e-mail', async ({
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

test('a request that never arrived is told as not sent', async ({
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
  const told = connected.modal.getByText('Not sent. Try again.');
  await expect(told).toBeVisible({ timeout: 20_000 });
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(0);
  await screen.send.click();
  await expect(screen.outcome(/was sent to purchasing@cedarfinch.example/)).toBeVisible();
  await screen.done.click();
  await expect(panel.invoice(number)).not.toContainText('not sent');
  expect((await allInQuickbooks(office, realm)).mails).toHaveLength(1);
});

test('that it was sent is told although the invoice cannot be read again, and is not offered anew', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.announce(answers(429));
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

test('a customer whose name has no spaces leaves everything else in view', async ({
  connected,
  office,
  company,
}) => {
  const customerName = `Donaudampfschiff${'fahrtsgesellschaft'.repeat(4)}`;
  const number = await makeInvoice(office, company, 'withProducts', { customerName });
  const { panel, modal } = connected;
  const tooWide = () =>
    modal.locator('html').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  const { send } = sendScreen(connected);
  await expect(send).toBeInViewport({ ratio: 1 });
  expect(await tooWide()).toBe(0);
});

test('Escape leaves the screen, and asks first where addresses were typed', async ({
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
