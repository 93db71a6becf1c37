import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { answers } from '../noise.ts';

test('QuickBooks is down: the rows stay, the panel says so and can be asked again', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.announce(answers(503));
  const number = await makeInvoice(office, company, 'withProducts');
  await office.quickbooks.post('faults', {
    match: { realm: realm.realmId },
    fault: 'status',
    status: 503,
    times: 50,
  });
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.frame.getByText('QuickBooks did not answer')).toBeVisible();
  await expect(panel.invoice(number)).toBeVisible();
  await office.quickbooks.delete(`faults?realm=${realm.realmId}`);
  await panel.frame.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.frame.getByText('QuickBooks did not answer')).toHaveCount(0);
});

test('offline: what is shown stays, and coming back online mends it', async ({
  connected,
  office,
  company,
  context,
  noise,
}) => {
  noise.announce(/ERR_INTERNET_DISCONNECTED/);
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

test('offline in the form: nothing typed is lost, and it is saved when the line is back', async ({
  connected,
  context,
  noise,
}) => {
  noise.announce(/ERR_INTERNET_DISCONNECTED/);
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

test('a deal that Pipedrive no longer shows this user shows no invoice either', async ({
  connected,
  office,
  company,
  world,
  noise,
}) => {
  // Pipedrive's own page reads the deal again too, and finds none.
  noise.announce(answers(404), /status of 404 .*\/deal\//, /Unexpected token '<'/);
  noise.announce(/ERR_(CONNECTION|EMPTY|NETWORK)/, answers(503));
  const number = await makeInvoice(office, company, 'withProducts');
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toBeVisible();
  await office.pipedrive.post(`deals/${company.deals.withProducts}`, {
    companyId: company.id,
    hidden_from: [company.salesLead],
  });
  // What was seen is believed for five minutes; a new server has seen nothing.
  await world.crashServer();
  await panel.refresh.click();
  await expect(panel.frame.getByText('This deal is not available')).toBeVisible();
  await expect(panel.frame.getByText(/^It was deleted or merged into another deal/)).toBeVisible();
  await expect(panel.rows).toHaveCount(0);
});

test('a PDF that QuickBooks cannot make is told, and can be asked for again', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.announce(answers(503));
  const number = await makeInvoice(office, company, 'withProducts');
  await office.quickbooks.post('faults', {
    match: { realm: realm.realmId, path: '/pdf$' },
    fault: 'status',
    status: 503,
    times: 20,
  });
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(connected.modal.getByText('QuickBooks did not answer')).toBeVisible();
  await office.quickbooks.delete(`faults?realm=${realm.realmId}`);
  await connected.modal.getByRole('button', { name: 'Try again' }).click();
  await expect(connected.modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
});

test('a restart of the server in between is not noticed', async ({
  connected,
  office,
  company,
  world,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  await world.crashServer();
  const { panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.invoice(number)).toContainText('Open');
});
