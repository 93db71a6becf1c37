import { inDays } from '../arrange/days.ts';
import { writeInBooks } from '../arrange/in-books.ts';
import { expect, test } from '../fixtures.ts';
import { answers } from '../noise.ts';
import type { HostPage } from '../pages/host-page.ts';
import type { Books, Office } from '../world/office.ts';

/** Fills the form so far that Create is all that is left. */
const fillIn = async ({ openDeal, panel, form }: HostPage) => {
  await openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
};

const invoicesOf = async (office: Office, books: Books) =>
  (await office.quickbooks.get<{ invoices: unknown[] }>(`realms/${books.realmId}/books`)).invoices;

const schedule = (office: Office, books: Books, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: books.realmId, method: 'POST', path: '/invoice$' },
    ...fault,
  });

test('the connection breaks after the write: the invoice is found, and not made again', async ({
  connected,
  office,
  books,
}) => {
  const before = await invoicesOf(office, books);
  await fillIn(connected);
  await schedule(office, books, { fault: 'reset-after' });
  const { form, panel } = connected;
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toHaveCount(1);
  expect(await invoicesOf(office, books)).toHaveLength(before.length + 1);
});

test('the request never arrives: it is sent again under the same id, once', async ({
  connected,
  office,
  books,
}) => {
  const before = await invoicesOf(office, books);
  await fillIn(connected);
  await schedule(office, books, { fault: 'reset-before' });
  const { form } = connected;
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await expect(form.frame.getByText(/never made twice/)).toBeVisible();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible({ timeout: 30_000 });
  expect(await invoicesOf(office, books)).toHaveLength(before.length + 1);
});

test('the window is closed and the server crashes while QuickBooks is silent: the deal shows the outcome', async ({
  connected,
  office,
  books,
  world,
  noise,
}) => {
  noise.announce(/ERR_(CONNECTION|EMPTY|NETWORK)/, /status of 50\d/);
  const before = await invoicesOf(office, books);
  await fillIn(connected);
  await schedule(office, books, { fault: 'late', delayMs: 60_000 });
  const { form, panel } = connected;
  await form.create.click();
  await expect.poll(async () => (await invoicesOf(office, books)).length).toBe(before.length + 1);
  await world.crashServer();
  await connected.openDeal('withProducts');
  await expect(panel.rows).toContainText(/Being checked|Creating|Open/);
  await expect(async () => {
    await connected.openDeal('withProducts');
    await expect(panel.invoices).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await expect(panel.drafts).toHaveCount(0);
  expect(await invoicesOf(office, books)).toHaveLength(before.length + 1);
});

test('a double click makes one invoice', async ({ connected, office, books }) => {
  const before = await invoicesOf(office, books);
  await fillIn(connected);
  const { form } = connected;
  await form.create.dblclick();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  expect(await invoicesOf(office, books)).toHaveLength(before.length + 1);
});

test('while the outcome is unknown, New invoice shows that one and nothing can be sent again', async ({
  connected,
  office,
  books,
}) => {
  await fillIn(connected);
  await schedule(office, books, { fault: 'status', status: 503, times: 200 });
  const { form, panel } = connected;
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await connected.closeModal();
  await expect(panel.drafts).toContainText('Being checked');
  await panel.newInvoice.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await expect(form.create).toHaveCount(0);
  await office.quickbooks.delete(`faults?realm=${books.realmId}`);
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible({ timeout: 30_000 });
});

test('a question answered elsewhere meanwhile shows the outcome instead of asking on', async ({
  connected,
  office,
  company,
  books,
  noise,
}) => {
  noise.announce(answers(409, 'drafts/choose'));
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.customer('Northgate Library Trust').check();
  await form.line(1).link('Services');
  await schedule(office, books, { fault: 'reset-before' });
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  const { customers } = await office.quickbooks.get<{
    customers: { Id: string; DisplayName: string }[];
  }>(`realms/${books.realmId}/books`);
  const northgate = customers.find(({ DisplayName }) => DisplayName === 'Northgate Library Trust');
  const alike = (number: string) => ({ number, amount: 4500, date: inDays(0) });
  await writeInBooks(office, books, northgate?.Id ?? '', [alike('2001'), alike('2002')]);
  await expect(form.outcome('Which of these is your invoice?')).toBeVisible({ timeout: 30_000 });

  const place = { of: 'deal', id: company.deals.withoutProducts };
  const asked = <Answer>(path: string, input: unknown) =>
    office.call<Answer>(company, company.salesLead, path, input);
  const list = await asked<{ drafts: { id: string }[] }>('invoices/list', { place });
  const draftId = list.drafts[0]?.id;
  const { found } = await asked<{ found: { id: string; number: string }[] }>('drafts/status', {
    draftId,
  });
  const chosen = found.find(({ number }) => number === '2001');
  await asked('drafts/choose', { draftId, invoiceId: chosen?.id });

  await form.frame.getByRole('button', { name: 'Choose 2002' }).click();
  await expect(form.outcome('Invoice 2001 is in QuickBooks')).toBeVisible();
});
