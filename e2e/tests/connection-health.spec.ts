import type { BrowserContext } from '@playwright/test';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { openWindow } from '../pages/connect-window.ts';
import type { Office } from '../world/office.ts';

const day = 86_400;

/** Lets new permissions of this QuickBooks company expire after so many days. */
const expireAfter = (office: Office, realmId: string, days: number) =>
  office.quickbooks.post('settings', { realmId, refreshTokenSeconds: Math.round(days * day) });

/** Counts the user's clicks in all windows and frames. */
const countClicks = async (context: BrowserContext) => {
  let clicks = 0;
  await context.exposeFunction('countClick', () => {
    clicks += 1;
  });
  await context.addInitScript(() => {
    const { countClick } = window as unknown as { countClick: () => void };
    document.addEventListener('click', ({ isTrusted }) => isTrusted && countClick(), true);
  });
  return () => clicks;
};

test('warns the connection owner 30 and 7 days before the permission ends', async ({
  host,
  office,
  company,
  realm,
}) => {
  const { panel, settings } = host;
  await office.install(company.salesLead);
  await expireAfter(office, realm.realmId, 29.5);
  await office.connect(company, company.salesLead, realm);
  const warning = panel.frame.getByText(/^Reconnect QuickBooks by /);

  await test.step('in the panel, until it is dismissed', async () => {
    await host.openDeal('withProducts');
    await expect(warning).toBeVisible();
    await expect(panel.newInvoice).toBeEnabled();
    await panel.frame.getByRole('button', { name: 'Remind me later' }).click();
    await expect(warning).toHaveCount(0);
    await host.openDeal('withProducts');
    await expect(panel.newInvoice).toBeVisible();
    await expect(warning).toHaveCount(0);
  });

  await test.step('in the settings, which keep the days left and the button', async () => {
    await host.openSettings();
    await expect(settings.frame.getByText(/29 days left/)).toBeVisible();
    await expect(settings.frame.getByText('You: reconnect QuickBooks')).toBeVisible();
    await expect(settings.connect).toBeVisible();
  });

  await test.step('again at seven days', async () => {
    await expireAfter(office, realm.realmId, 6.5);
    await office.connect(company, company.salesLead, realm);
    await host.openDeal('withProducts');
    await expect(warning).toBeVisible();
    await host.openSettings();
    await expect(settings.frame.getByText(/6 days left/)).toBeVisible();
    await expect(settings.frame.getByText(/^Reconnect QuickBooks by /)).toBeVisible();
  });

  await test.step('no longer after reconnecting', async () => {
    await expireAfter(office, realm.realmId, 101);
    const window = await openWindow(host.page, settings.connect);
    await window.connectTo(realm);
    await expect(window.title).toHaveText(`${realm.name} is connected`);
    await window.page.close();
    await expect(settings.frame.getByText(/renewed automatically/)).toBeVisible();
    await expect(settings.frame.getByText('None', { exact: true })).toBeVisible();
    await host.openDeal('withProducts');
    await expect(panel.newInvoice).toBeVisible();
    await expect(warning).toHaveCount(0);
  });
});

test('reconnects in two clicks and loses nothing', async ({
  host,
  office,
  company,
  realm,
  context,
  noise,
}) => {
  noise.allow(errorStatus(409));
  const clicks = await countClicks(context);
  const { page, panel } = host;
  await office.install(company.salesLead);
  await host.openDeal('withProducts');
  const first = await openWindow(page, panel.connect);
  await first.goOn();
  await first.connectTo(realm);
  await expect(panel.newInvoice).toBeVisible();
  await first.page.close();
  const number = await makeInvoice(office, company, 'withProducts');
  await office.quickbooks.delete(`realms/${realm.realmId}/grants`);
  await host.openDeal('withProducts');
  const reconnect = panel.frame.getByRole('button', { name: 'Reconnect' });
  await expect(reconnect).toBeVisible();

  const before = clicks();
  const window = await openWindow(page, reconnect);
  // QuickBooks has the company that was last used selected.
  await expect(window.page.getByLabel(realm.name, { exact: false })).toBeChecked();
  await window.page.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(panel.newInvoice).toBeEnabled();
  await expect(panel.invoice(number)).toBeVisible();
  expect(clicks() - before).toBe(2);
});

test('an admin takes over from an owner who was deactivated in Pipedrive', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const { page, panel, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await office.install(company.accountManager);
  const user = { companyId: company.id, name: 'Office Admin' };
  const admin = await office.pipedrive.post<{ id: number }>('users', user);
  await office.pipedrive.post(`users/${admin.id}`, { admin: true });
  await office.install(admin.id);
  await office.pipedrive.post(`users/${company.salesLead}`, { deactivated: 'rejected' });

  await test.step('a colleague without the right reads who can', async () => {
    await connected.openDeal('withProducts', company.accountManager);
    await expect(
      panel.frame.getByText('Sales Lead is no longer active in Pipedrive'),
    ).toBeVisible();
    await expect(panel.frame.getByText(/A Pipedrive admin .* can take over/)).toBeVisible();
    await expect(panel.frame.getByRole('button', { name: 'Take over' })).toHaveCount(0);
    await expect(panel.frame.getByText(number)).toHaveCount(0);
  });

  await test.step('the admin cannot move the company to other books', async () => {
    const another = await office.newRealm('us');
    await connected.openSettings(admin.id);
    const window = await openWindow(
      page,
      settings.frame.getByRole('button', { name: 'Take over' }),
    );
    await expect(window.title).toHaveText(`Take over QuickBooks for ${company.name}?`);
    await expect(window.page.getByText(realm.name)).toBeVisible();
    await window.goOn();
    await window.connectTo(another);
    await expect(window.title).toHaveText('You chose a different QuickBooks company');
    await window.page.close();
  });

  await test.step('the admin takes over in the settings', async () => {
    await connected.openSettings(admin.id);
    const window = await openWindow(
      page,
      settings.frame.getByRole('button', { name: 'Take over' }),
    );
    await window.goOn();
    await window.connectTo(realm);
    await expect(window.title).toHaveText(`${realm.name} is connected`);
    await window.page.close();
    await expect(settings.frame.getByText('Office Admin (you)')).toBeVisible();
    await expect(settings.disconnect).toBeVisible();
    await connected.openDeal('withProducts', admin.id);
    await expect(panel.invoice(number)).toBeVisible();
    await expect(panel.newInvoice).toBeEnabled();
  });

  await test.step('the former owner sees who took over when they are back', async () => {
    await office.pipedrive.post(`users/${company.salesLead}`, { deactivated: null });
    await office.install(company.salesLead);
    await connected.openDeal('withProducts', company.salesLead);
    await expect(
      panel.frame.getByText('Office Admin took over the QuickBooks connection'),
    ).toBeVisible();
    await expect(panel.frame.getByText(number)).toHaveCount(0);
  });
});

test('a colleague takes over in the panel when no admin has installed the app', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const { page, panel } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  await office.install(company.accountManager);
  await office.pipedrive.post(`users/${company.salesLead}`, { deactivated: 'work' });
  await connected.openDeal('withProducts', company.accountManager);
  const window = await openWindow(page, panel.frame.getByRole('button', { name: 'Take over' }));
  await window.goOn();
  await window.connectTo(realm);
  await expect(window.title).toHaveText(`${realm.name} is connected`);
  await window.page.close();
  await expect(panel.invoice(number)).toBeVisible();
  await expect(panel.newInvoice).toBeEnabled();
});

test('offers no takeover while Pipedrive does not answer', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  const { panel, settings } = connected;
  await office.install(company.accountManager);
  const outage = { match: { company: company.id, path: '/api/v1/users' }, fault: 'status' };
  await office.pipedrive.post('faults', { ...outage, status: 503 });
  await connected.openDeal('withProducts', company.accountManager);
  await expect(panel.frame.getByText('Invoicing is managed by Sales Lead')).toBeVisible();
  await connected.openSettings(company.accountManager);
  await expect(settings.frame.getByText(/Only Sales Lead can see/)).toBeVisible();
  await expect(settings.frame.getByRole('button', { name: 'Take over' })).toHaveCount(0);
  await office.pipedrive.delete('faults');
});
