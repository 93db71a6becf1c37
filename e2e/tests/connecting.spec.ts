import { stopAnswering } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { openWindow } from '../pages/connect-window.ts';
import { listOn } from '../pages/list-page.ts';

test('connects nothing after Cancel on Intuit’s page, and lets the panel start again', async ({
  host,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const window = await openWindow(host.page, host.panel.connect);
  await window.goOn();
  await window.cancel();
  await expect(window.title).toHaveText('QuickBooks was not connected');
  // The panel shows the same while the connect window is open.
  await expect(host.panel.frame.getByText('QuickBooks was not connected')).toBeVisible();
  await window.page.close();
  const again = host.panel.frame.getByRole('button', { name: 'Connect QuickBooks' });
  const second = await openWindow(host.page, again);
  await second.goOn();
  await second.connectTo(realm);
  await expect(host.panel.newInvoice).toBeVisible();
});

test('a shared connect link names its user and works in one browser only', async ({
  host,
  office,
  company,
  realm,
  browser,
  noise,
}) => {
  noise.allow(errorStatus(409));
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const window = await openWindow(host.page, host.panel.connect);
  await expect(window.title).toContainText(company.name);
  await expect(window.page.getByText('If someone sent you this link')).toBeVisible();
  const link = window.page.url();
  await window.goOn();
  await window.connectTo(realm);
  await expect(window.page).toHaveURL(/app-settings/);

  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', { level: 1 })).toHaveText('This link has expired');
  await stranger.context().close();
});

test('shows a colleague the connection owner and no invoice', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const number = await makeInvoice(office, company, 'withProducts');
  await office.install(company.accountManager);
  await connected.openDeal('withProducts', company.accountManager);
  const { panel } = connected;
  await expect(panel.frame.getByText('Invoicing is managed by Sales Lead')).toBeVisible();
  await expect(panel.frame.getByText(/Since/)).toBeVisible();
  await expect(panel.frame.getByText(number)).toHaveCount(0);
  await connected.openSettings(company.accountManager);
  await expect(connected.settings.frame.getByText(/Only Sales Lead can see/)).toBeVisible();
  await expect(connected.settings.disconnect).toHaveCount(0);
});

test('refuses a QuickBooks company that another Pipedrive company uses', async ({
  host,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const other = await office.newCompany();
  await office.install(other.salesLead);
  await office.connect(other, other.salesLead, realm);
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const window = await openWindow(host.page, host.panel.connect);
  await window.goOn();
  await window.connectTo(realm);
  await expect(window.title).toHaveText('This QuickBooks company is already in use');
});

test('asks before connecting a different QuickBooks company, and refuses it with Keep', async ({
  connected,
  office,
  company,
  realm,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const another = await office.newRealm('us');
  const { page, panel, settings } = connected;
  await connected.openSettings();
  await settings.disconnect.click();
  await connected.confirm('Disconnect');
  await expect(settings.frame.getByText('Not connected')).toBeVisible();
  await expect(settings.frame.locator(':focus')).toContainText('Not connected');

  await test.step('Keep: nothing is connected', async () => {
    const window = await openWindow(page, settings.connect);
    await window.goOn();
    await window.connectTo(another);
    await expect(window.title).toHaveText('This is a different QuickBooks company');
    await expect(window.page.getByText(realm.name).first()).toBeVisible();
    await window.page.getByRole('button', { name: `Keep ${realm.name}` }).click();
    await expect(window.title).not.toHaveText('This is a different QuickBooks company');
    await window.page.close();
    await connected.openSettings();
    await expect(settings.frame.getByText('Not connected')).toBeVisible();
  });

  await test.step('the same company again: its invoices reappear', async () => {
    const window = await openWindow(page, settings.connect);
    await window.goOn();
    await window.connectTo(realm);
    await expect(window.title).toHaveText(`${realm.name} is connected`);
    await window.page.close();
    await connected.openDeal('withProducts');
    await expect(panel.invoice(number)).toBeVisible();
  });

  await test.step('Change: the deal shows the invoices of the new company only', async () => {
    await connected.openSettings();
    await settings.disconnect.click();
    await connected.confirm('Disconnect');
    const window = await openWindow(page, settings.connect);
    await window.goOn();
    await window.connectTo(another);
    await window.page.getByRole('button', { name: `Change to ${another.name}` }).click();
    await expect(window.title).toHaveText(`${another.name} is connected`);
    await window.page.close();
    await connected.openDeal('withProducts');
    await expect(panel.frame.getByText('No invoices on this deal yet')).toBeVisible();
  });
});

test('keeps the rows and asks to reconnect when QuickBooks revokes access', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const number = await makeInvoice(office, company, 'withProducts');
  await office.quickbooks.delete(`realms/${realm.realmId}/grants`);
  const { page, panel } = connected;
  await connected.openDeal('withProducts');
  await expect(panel.frame.getByText('Reconnect QuickBooks')).toBeVisible();
  await expect(panel.invoice(number)).toBeVisible();
  await expect(panel.newInvoice).toBeDisabled();

  const reconnect = panel.frame.getByRole('button', { name: 'Reconnect' });
  const window = await openWindow(page, reconnect);
  await window.connectTo(realm);
  await expect(window.title).toHaveText(`${realm.name} is connected`);
  await window.page.close();
  await expect(panel.newInvoice).toBeEnabled();
  await expect(panel.invoice(number)).toBeVisible();
});

test('connects automatically once QuickBooks responds again', async ({
  host,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const answerAgain = await stopAnswering(office, realm);
  const window = await openWindow(host.page, host.panel.connect);
  await window.goOn();
  await window.connectTo(realm);
  await expect(window.title).toHaveText('Waiting for QuickBooks');
  await expect(host.panel.frame.getByText('Continue in the other window')).toBeVisible();
  await answerAgain();
  await expect(window.title).toHaveText(`${realm.name} is connected`, { timeout: 20_000 });
  await expect(host.panel.newInvoice).toBeVisible();
});

test('connects nothing when the realm id in the callback was changed', async ({
  host,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const foreign = await office.newRealm('us');
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const window = await openWindow(host.page, host.panel.connect);
  await window.goOn();
  await window.page.route('**/connect/oauth2', async (route) => {
    const answer = await route.fetch({ maxRedirects: 0 });
    const location = answer.headers().location?.replace(realm.realmId, foreign.realmId) ?? '';
    await route.fulfill({ response: answer, headers: { ...answer.headers(), location } });
  });
  await window.connectTo(realm);
  await expect(window.title).toHaveText('You have no access to this QuickBooks company');
  await expect(window.page.getByText(foreign.realmId)).toBeVisible();
  await expect(host.panel.newInvoice).toHaveCount(0);
});

test('invoices stay readable after a disconnect', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  // The PDF, the list's update from QuickBooks and the problems need a connection.
  noise.allow(errorStatus(409));
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  const list = listOn(page);
  await office.call(company, company.salesLead, 'connection/disconnect', {});
  await connected.openDeal('withProducts');

  await test.step('in the panel, which says how old they are and what to do', async () => {
    await expect(panel.frame.getByText('QuickBooks is not connected')).toBeVisible();
    await expect(
      panel.frame.getByText(/^You see invoices as of .*only you can see them/),
    ).toBeVisible();
    await expect(panel.invoice(number)).toBeVisible();
    await expect(panel.newInvoice).toBeDisabled();
    await expect(panel.newInvoice).toHaveAttribute('title', 'QuickBooks is not connected');
    await expect(panel.frame.getByRole('button', { name: 'Link invoices' })).toBeDisabled();
  });

  await test.step('on their page', async () => {
    await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
    await expect(modal.getByText(/^You see the invoice as of /)).toBeVisible();
    await expect(modal.getByRole('heading', { name: 'History' })).toBeVisible();
    await expect(modal.getByRole('button', { name: 'Connect QuickBooks' })).toBeVisible();
    await connected.closeModal();
  });

  await test.step('in the list of all invoices', async () => {
    await panel.chooseInPanel('All company invoices');
    await expect(list.row(number)).toBeVisible();
    await connected.closeModal();
  });

  await test.step('until QuickBooks is connected again', async () => {
    const window = await openWindow(page, panel.connect);
    await window.goOn();
    await window.connectTo(realm);
    await expect(window.title).toHaveText(`${realm.name} is connected`);
    await window.page.close();
    await expect(panel.connect).toHaveCount(0);
    await expect(panel.newInvoice).toBeEnabled();
  });
});

test('an open modal offers to connect after a disconnect', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal, form } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Send by e-mail');
  await expect(modal.getByRole('textbox', { name: 'To', exact: true })).not.toHaveValue('');
  await office.call(company, company.salesLead, 'connection/disconnect', {});
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(modal.getByText('QuickBooks is not connected')).toBeVisible();
  const connect = modal.getByRole('button', { name: 'Connect QuickBooks' });
  const window = await openWindow(page, connect);
  await window.goOn();
  await window.connectTo(realm);
  await expect(window.title).toHaveText(`${realm.name} is connected`);
  await window.page.close();
  await expect(connect).toHaveCount(0);
  await modal.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(form.outcome(`Invoice ${number} was sent to`)).toBeVisible();
  // The panel updates before the modal is closed.
  await expect(panel.invoice(number)).not.toContainText('not sent');
});
