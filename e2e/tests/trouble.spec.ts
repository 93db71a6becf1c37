import { stopAnswering } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { hostOn } from '../pages/host-page.ts';

test('keeps the rows while QuickBooks is down, says so and offers to try again', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const answerAgain = await stopAnswering(office, realm);
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.frame.getByText('QuickBooks did not answer')).toBeVisible();
  await expect(panel.invoice(number)).toBeVisible();
  await answerAgain();
  await panel.frame.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.frame.getByText('QuickBooks did not answer')).toHaveCount(0);
});

test('keeps the rows while offline, and recovers online', async ({
  connected,
  office,
  company,
  context,
  noise,
}) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED/);
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toBeVisible();
  await context.setOffline(true);
  await panel.refresh.click();
  await expect(panel.frame.getByText('Dealbill cannot be reached')).toBeVisible();
  await expect(panel.invoice(number)).toBeVisible();
  await context.setOffline(false);
  await expect(panel.frame.getByText('Dealbill cannot be reached')).toHaveCount(0);
});

test('keeps input typed offline, and saves it once online', async ({
  connected,
  context,
  noise,
}) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED/);
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toBeVisible();
  await context.setOffline(true);
  await form.field('E-mail').fill('typed.offline@cedarfinch.example');
  await expect(form.saved).toHaveText('Not saved: you are offline. Retrying…');
  await context.setOffline(false);
  await expect(form.saved).toHaveText(/^Saved as draft/, { timeout: 15_000 });
});

test('restores a form that was closed while offline, and saves it', async ({
  connected,
  context,
  world,
  company,
  noise,
}) => {
  noise.allow(/ERR_INTERNET_DISCONNECTED/, /status of 409 .*drafts\/save/);
  const { form, panel } = connected;
  const restored = form.frame.getByText('Unsaved changes restored');
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toBeVisible();
  const closeOffline = async (email: string) => {
    await context.setOffline(true);
    await form.field('E-mail').fill(email);
    await connected.closeModal();
    await expect(form.field('E-mail')).toHaveCount(0);
    await context.setOffline(false);
  };

  await closeOffline('never.saved@cedarfinch.example');
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue('never.saved@cedarfinch.example');
  await expect(restored).toBeVisible();
  await expect(form.saved).toHaveText(/^Saved as draft/);
  expect(await seriousProblems(connected.page, 'Dealbill modal')).toEqual([]);

  await closeOffline('saved.before@cedarfinch.example');
  const other = hostOn(await context.newPage(), world, company);
  await other.openDeal('withProducts');
  await other.panel.newInvoice.click();
  await expect(other.form.field('E-mail')).toHaveValue('never.saved@cedarfinch.example');
  await other.form.field('E-mail').fill('other.window@cedarfinch.example');
  await expect(other.form.saved).toHaveText(/^Saved as draft/);
  await panel.newInvoice.click();
  await expect(form.frame.getByText('changed in another window').first()).toBeVisible();
  await expect(form.field('E-mail')).toHaveValue('saved.before@cedarfinch.example');
  await form.frame.getByRole('button', { name: 'Load the other version' }).click();
  await expect(form.field('E-mail')).toHaveValue('other.window@cedarfinch.example');
  await expect(restored).toHaveCount(0);
  await connected.closeModal();
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue('other.window@cedarfinch.example');
});

test('shows no invoices of a deal that Pipedrive hides from the user', async ({
  connected,
  office,
  company,
  world,
  noise,
}) => {
  // The emulated Pipedrive page fails to read the deal too.
  noise.allow(errorStatus(404), /status of 404 .*\/deal\//, /Unexpected token '<'/);
  noise.allow(/ERR_(CONNECTION|EMPTY|INCOMPLETE|NETWORK)/, errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toBeVisible();
  await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
    companyId: company.id,
    hidden_from: [company.salesLead],
  });
  // The server caches the deal check for five minutes; a restart empties the cache.
  await world.crashServer();
  await panel.refresh.click();
  await expect(panel.frame.getByText('This deal is not available')).toBeVisible();
  await expect(panel.frame.getByText(/^It was deleted or merged into another deal/)).toBeVisible();
  await expect(panel.rows).toHaveCount(0);
});

test('reports a PDF that QuickBooks fails to return, and loads it after Try again', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const answerAgain = await stopAnswering(office, realm, '/pdf$');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(connected.modal.getByText('QuickBooks did not answer')).toBeVisible();
  await answerAgain();
  await connected.modal.getByRole('button', { name: 'Try again' }).click();
  await expect(connected.modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
});

test('works after a restart of the server', async ({ connected, office, company, world }) => {
  const number = await makeInvoice(office, company, 'withProducts');
  await world.crashServer();
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('Open');
});
