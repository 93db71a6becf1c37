import { inDays } from '../arrange/days.ts';
import { writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import type { HostPage } from '../pages/host-page.ts';
import type { Office, Realm } from '../world/office.ts';

/** Opens a new invoice and fills in all that Create requires. */
const fillIn = async ({ openDeal, panel, form }: HostPage) => {
  await openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
};

const invoicesOf = async (office: Office, realm: Realm) =>
  (await office.quickbooks.get<{ invoices: unknown[] }>(`realms/${realm.realmId}/contents`))
    .invoices;

const schedule = (office: Office, realm: Realm, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: realm.realmId, method: 'POST', path: '/invoice$' },
    ...fault,
  });

test('finds the invoice when the connection breaks after the write, and creates no second one', async ({
  connected,
  office,
  realm,
}) => {
  const before = await invoicesOf(office, realm);
  await fillIn(connected);
  await schedule(office, realm, { fault: 'reset-after' });
  const { form, panel } = connected;
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toHaveCount(1);
  expect(await invoicesOf(office, realm)).toHaveLength(before.length + 1);
});

test('sends a request that never arrived again, and creates one invoice', async ({
  connected,
  office,
  realm,
}) => {
  const before = await invoicesOf(office, realm);
  await fillIn(connected);
  await schedule(office, realm, { fault: 'reset-before' });
  const { form } = connected;
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await expect(form.frame.getByText(/not invoiced twice/)).toBeVisible();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible({ timeout: 30_000 });
  expect(await invoicesOf(office, realm)).toHaveLength(before.length + 1);
});

test('shows the outcome on the deal after the server crashed while QuickBooks did not answer', async ({
  connected,
  office,
  realm,
  world,
  noise,
}) => {
  noise.allow(/ERR_(CONNECTION|EMPTY|INCOMPLETE|NETWORK)/, /status of 50\d/);
  const before = await invoicesOf(office, realm);
  await fillIn(connected);
  await schedule(office, realm, { fault: 'late', delayMs: 60_000 });
  const { form, panel } = connected;
  await form.create.click();
  await expect.poll(async () => (await invoicesOf(office, realm)).length).toBe(before.length + 1);
  await world.crashServer();
  await connected.openDeal('withProducts');
  await expect(panel.rows).toContainText(/Being checked|Creating|Open/);
  await expect(async () => {
    await connected.openDeal('withProducts');
    await expect(panel.invoices).toHaveCount(1, { timeout: 2_000 });
  }).toPass({ timeout: 40_000 });
  await expect(panel.drafts).toHaveCount(0);
  expect(await invoicesOf(office, realm)).toHaveLength(before.length + 1);
});

test('a double click creates one invoice', async ({ connected, office, realm }) => {
  const before = await invoicesOf(office, realm);
  await fillIn(connected);
  const { form } = connected;
  await form.create.dblclick();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  expect(await invoicesOf(office, realm)).toHaveLength(before.length + 1);
});

test('New invoice shows an unconfirmed creation, which cannot be sent again', async ({
  connected,
  office,
  realm,
}) => {
  await fillIn(connected);
  await schedule(office, realm, { fault: 'status', status: 503, times: 200 });
  const { form, panel } = connected;
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await connected.closeModal();
  await expect(panel.drafts).toContainText('Being checked');
  await panel.newInvoice.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  await expect(form.create).toHaveCount(0);
  await office.quickbooks.delete(`faults?realm=${realm.realmId}`);
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible({ timeout: 30_000 });
});

test('a question that was answered in another window shows the outcome', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409, 'drafts/choose'));
  const { form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.customer('Northgate Library Trust').check();
  await form.line(1).link('Services');
  await schedule(office, realm, { fault: 'reset-before' });
  await form.create.click();
  await expect(form.outcome('QuickBooks did not answer')).toBeVisible();
  const { customers } = await office.quickbooks.get<{
    customers: { Id: string; DisplayName: string }[];
  }>(`realms/${realm.realmId}/contents`);
  const northgate = customers.find(({ DisplayName }) => DisplayName === 'Northgate Library Trust');
  const matching = (number: string) => ({ number, amount: 4500, date: inDays(0) });
  await writeInQuickbooks(office, realm, northgate?.Id ?? '', [matching('2001'), matching('2002')]);
  await expect(form.outcome('Which of these is your invoice?')).toBeVisible({ timeout: 30_000 });

  const context = { of: 'deal', id: company.deals.withoutProducts };
  const call = <Answer>(path: string, input: unknown) =>
    office.call<Answer>(company, company.salesLead, path, input);
  const list = await call<{ drafts: { id: string }[] }>('invoices/list', { context });
  const draftId = list.drafts[0]?.id;
  const { found } = await call<{ found: { id: string; number: string }[] }>('drafts/status', {
    draftId,
  });
  const chosen = found.find(({ number }) => number === '2001');
  await call('drafts/choose', { draftId, invoiceId: chosen?.id });

  await form.frame.getByRole('button', { name: 'Choose 2002' }).click();
  await expect(form.outcome('Invoice 2001 is in QuickBooks')).toBeVisible();
});
