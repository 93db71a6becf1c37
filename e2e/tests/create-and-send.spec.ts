import { allInQuickbooks, inQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';
import type { Office, Realm } from '../world/office.ts';

/** Opens a new form of a deal without problems. */
const openCompleteForm = async ({ openDeal, panel, form }: HostPage) => {
  await openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
  await expect(form.check).toContainText('No problems found');
};

/** Chooses an entry of the menu beside *Create invoice*. */
const createWith = async ({ form }: HostPage, entry: string) => {
  await form.frame.getByRole('button', { name: 'More ways to create' }).click();
  await form.frame.getByRole('menuitem', { name: entry }).click();
};

const numberOn = async ({ form }: HostPage) => {
  const title = form.outcome(/^Invoice \d+ is in QuickBooks/);
  await expect(title).toBeVisible({ timeout: 20_000 });
  return /Invoice (\d+)/.exec((await title.textContent()) ?? '')?.[1] ?? '';
};

const mailsOf = async (office: Office, realm: Realm) =>
  (await allInQuickbooks(office, realm)).mails;

test('sends a new invoice to several recipients, and remembers them for the customer', async ({
  connected,
  office,
  realm,
}) => {
  const { form, panel, page } = connected;
  await openCompleteForm(connected);
  await form.field('E-mail').fill('accounts@cedarfinch.example, office@cedarfinch.example');
  await form.field('Cc').fill('boss@cedarfinch.example');
  await form.field('Bcc').fill('archive@cedarfinch.example');
  await createWith(connected, 'Create and send');
  const number = await numberOn(connected);
  const to = 'accounts@cedarfinch.example, office@cedarfinch.example';
  await expect(form.frame.getByText(`Sent to ${to}`)).toBeVisible();
  await expect(form.frame.getByText('Cc boss@cedarfinch.example')).toBeVisible();
  await expect(form.frame.getByRole('button', { name: 'Send by e-mail' })).toHaveCount(0);
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  expect(await mailsOf(office, realm)).toMatchObject([
    { to, cc: 'boss@cedarfinch.example', bcc: 'archive@cedarfinch.example' },
  ]);
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoice(number)).toContainText('sent');

  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue(to);
  await expect(form.field('Cc')).toHaveValue('boss@cedarfinch.example');
  await expect(form.field('Bcc')).toHaveValue('archive@cedarfinch.example');
  await expect(form.frame.getByText('From the last invoice for this customer.')).toHaveCount(3);
  await form.frame.getByRole('button', { name: 'Use purchasing@cedarfinch.example' }).click();
  await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');
  await expect(form.field('E-mail')).toBeFocused();
});

test('keeps none of the remembered recipients when another customer is chosen', async ({
  connected,
}) => {
  const { form } = connected;
  await openCompleteForm(connected);
  await form.field('E-mail').fill('accounts@cedarfinch.example');
  await form.field('Cc').fill('boss@cedarfinch.example');
  await createWith(connected, 'Create and mark to be sent');
  await numberOn(connected);
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await connected.panel.newInvoice.click();
  await expect(form.field('Cc')).toHaveValue('boss@cedarfinch.example');
  await form.frame.getByRole('button', { name: 'Choose another customer' }).click();
  await form.newCustomer.check();
  await expect(form.field('Cc')).toHaveValue('');
  await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');
});

test('marks a new invoice to be sent by keyboard, and says so', async ({
  connected,
  office,
  realm,
}) => {
  const { form, page } = connected;
  await openCompleteForm(connected);
  await form.create.focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const entry = form.frame.getByRole('menuitem', { name: 'Create and mark to be sent' });
  await expect(entry).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(entry).toBeFocused();
  await page.keyboard.press('Enter');
  const number = await numberOn(connected);
  await expect(form.frame.getByText('Marked to be sent.')).toBeVisible();
  expect(await inQuickbooks(office, realm, number)).toMatchObject({ EmailStatus: 'NeedToSend' });
  expect(await mailsOf(office, realm)).toEqual([]);
});

test('asks for an address before it creates and sends', async ({ connected, office, realm }) => {
  const { form } = connected;
  await openCompleteForm(connected);
  const before = (await allInQuickbooks(office, realm)).invoices.length;
  await form.field('E-mail').fill('');
  await createWith(connected, 'Create and send');
  await expect(form.field('E-mail')).toBeFocused();
  await expect(form.field('E-mail')).toHaveAttribute('aria-invalid', 'true');
  await form.field('Cc').fill('nobody');
  await form.field('E-mail').fill('accounts@cedarfinch.example');
  await createWith(connected, 'Create and send');
  await expect(form.field('Cc')).toBeFocused();
  expect((await allInQuickbooks(office, realm)).invoices).toHaveLength(before);
  await form.field('Cc').fill('');
  await form.field('Cc').press('Control+Enter');
  await numberOn(connected);
  expect(await mailsOf(office, realm)).toEqual([]);
});

test('reports an invoice whose e-mail was refused as created, and sends it afterwards', async ({
  connected,
  office,
  realm,
}) => {
  const { form, page } = connected;
  await office.quickbooks.post('settings', { realmId: realm.realmId, sendsPerDay: 0 });
  await openCompleteForm(connected);
  await createWith(connected, 'Create and send');
  await numberOn(connected);
  await expect(
    form.frame.getByText('Created, but not sent to purchasing@cedarfinch.example'),
  ).toBeVisible();
  await expect(form.frame.getByText(/Message from QuickBooks: .*limit/)).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await office.quickbooks.post('settings', { realmId: realm.realmId, sendsPerDay: 40 });
  await form.frame.getByRole('button', { name: 'Send by e-mail' }).click();
  await form.frame.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(form.outcome(/was sent to purchasing@cedarfinch.example/)).toBeVisible();
  expect(await mailsOf(office, realm)).toHaveLength(1);
});

for (const { fault, outcome, many } of [
  { fault: 'reset-after', outcome: 'Sent to purchasing@cedarfinch.example', many: 1 },
  { fault: 'reset-before', outcome: 'Created, but not sent to purchasing@', many: 0 },
]) {
  test(`checks whether the e-mail was sent after a ${fault}, and sends no second one`, async ({
    connected,
    office,
    realm,
  }) => {
    const { form } = connected;
    const match = { realm: realm.realmId, method: 'POST', path: '.*/send$' };
    await office.quickbooks.post('faults', { match, fault });
    await openCompleteForm(connected);
    await createWith(connected, 'Create and send');
    await numberOn(connected);
    await expect(form.frame.getByText('Checking whether it was sent')).toBeVisible();
    await expect(form.frame.getByRole('button', { name: 'Send by e-mail' })).toHaveCount(0);
    await expect(form.frame.getByText(outcome)).toBeVisible({ timeout: 20_000 });
    expect(await mailsOf(office, realm)).toHaveLength(many);
  });
}

test.describe('the review', () => {
  test.use({
    realmPreferences: { salesEmailBcc: 'archive@harbour.example', onlinePayments: true },
  });

  test('shows what will be created and what QuickBooks adds, and creates it from there', async ({
    connected,
    office,
    realm,
  }) => {
    const { form, page } = connected;
    await openCompleteForm(connected);
    const review = form.frame.getByRole('button', { name: 'Review' });
    const preview = form.frame.getByRole('article', { name: 'Preview of the invoice' });
    await form.frame.getByText('Message and memo').click();
    await form.field('Message to the customer').fill('Thank you for your order.');
    await review.click();
    await expect(form.outcome('Review the invoice')).toBeFocused();
    await expect(preview).toContainText('Cedar & Finch Ltd');
    await expect(preview).toContainText('Assigned by QuickBooks');
    await expect(preview).toContainText('11,884.00');
    await expect(preview).toContainText('Thank you for your order.');
    await expect(preview.getByRole('row')).toHaveCount(4);
    await expect(form.frame.getByText('The next invoice number.')).toBeVisible();
    await expect(form.frame.getByText('A link to pay online.')).toBeVisible();
    await expect(form.frame.getByText('purchasing@cedarfinch.example')).toBeVisible();
    await expect(form.frame.getByText('archive@harbour.example')).toBeVisible();
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(review).toBeFocused();
    await review.press('Enter');
    await createWith(connected, 'Create and send');
    await numberOn(connected);
    await expect(form.frame.getByText('Sent to purchasing@cedarfinch.example')).toBeVisible();
    expect(await mailsOf(office, realm)).toMatchObject([{ bcc: 'archive@harbour.example' }]);
  });
});

test('leads from the review back to a problem, and shows the first one instead of a review', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const { form } = connected;
  await openCompleteForm(connected);
  const review = form.frame.getByRole('button', { name: 'Review' });
  await form.field('Bcc').fill('nobody');
  await review.click();
  await expect(form.field('Bcc')).toBeFocused();
  await form.field('Bcc').fill('');
  await form.field('E-mail').fill('');
  await review.click();
  await createWith(connected, 'Create and mark to be sent');
  await expect(form.field('E-mail')).toBeFocused();
  await form.field('E-mail').fill('accounts@cedarfinch.example');
  await review.click();
  const match = { realm: realm.realmId, method: 'POST', path: '.*/invoice$' };
  await office.quickbooks.post('faults', { match, fault: 'status', status: 400, code: '6000' });
  await form.create.click();
  await expect(form.frame.getByText('QuickBooks rejected the invoice')).toBeVisible();
  await review.click();
  await form.outcome('Review the invoice').press('Control+Enter');
  await numberOn(connected);
});
