import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test('an install from the Marketplace restarts with our own state and ends in the settings', async ({
  host,
  world,
  company,
}) => {
  const { page } = host;
  await page.goto(`${world.pipedriveUrl}/settings/marketplace?user=${company.salesLead}`);
  await page.getByRole('link', { name: 'Install without state' }).click();
  await page.getByRole('button', { name: 'Allow and install' }).click();
  // The callback without our state starts a new authorization, so Pipedrive asks again.
  await page.getByRole('button', { name: 'Allow and install' }).click();
  await expect(page).toHaveURL(/app-settings/);
  await expect(host.settings.frame.getByText('Not connected')).toBeVisible();
});

test('Cancel on the consent page installs nothing and offers to try again', async ({ host }) => {
  const { page } = host;
  await host.openDeal('withProducts');
  await page.getByRole('link', { name: 'Install Dealbill' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Dealbill was not installed' })).toBeVisible();
  await page.getByRole('link', { name: /try again/i }).click();
  await page.getByRole('button', { name: 'Allow and install' }).click();
  await expect(page).toHaveURL(/app-settings/);
});

test('the shared panel shows a user without the app how to install it', async ({ host, noise }) => {
  noise.allow(errorStatus(403));
  await host.openDeal('withProducts');
  await host.page.getByLabel('Panel without install').check();
  await expect(host.panel.frame.getByText('Dealbill is not installed for you yet')).toBeVisible();
  await expect(host.panel.frame.getByRole('link', { name: /Install Dealbill/ })).toBeVisible();
});

test('after the connection owner uninstalls, a colleague can connect QuickBooks', async ({
  connected,
  world,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(409), errorStatus(403));
  const { page, panel } = connected;
  await office.install(company.accountManager);
  await connected.openDeal('withProducts', company.accountManager);
  await expect(panel.frame.getByText('Invoicing is managed by Sales Lead')).toBeVisible();

  await page.goto(`${world.pipedriveUrl}/settings/marketplace?user=${company.salesLead}`);
  await page.getByRole('button', { name: 'Uninstall' }).click();
  await expect(page.getByText('Not installed for Sales Lead')).toBeVisible();

  await connected.openDeal('withProducts', company.accountManager);
  await expect(panel.connect).toBeVisible();
});
