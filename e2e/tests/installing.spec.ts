import { expect, test } from '../fixtures.ts';
import { answers } from '../noise.ts';

test('installing from the Marketplace goes through our own start and ends in the settings', async ({
  host,
  world,
  company,
}) => {
  const { page } = host;
  await page.goto(`${world.pipedriveUrl}/settings/marketplace?user=${company.salesLead}`);
  await page.getByRole('link', { name: 'Install without state' }).click();
  await page.getByRole('button', { name: 'Allow and install' }).click();
  // The code that came without a state of ours was not exchanged: Pipedrive asks once more.
  await page.getByRole('button', { name: 'Allow and install' }).click();
  await expect(page).toHaveURL(/app-settings/);
  await expect(host.settings.frame.getByText('Not connected')).toBeVisible();
});

test('pressing Cancel on the consent page installs nothing, and says how to go on', async ({
  host,
}) => {
  const { page } = host;
  await host.openDeal('withProducts');
  await page.getByRole('link', { name: 'Install Dealbill' }).click();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Dealbill was not installed' })).toBeVisible();
  await page.getByRole('link', { name: /try again/i }).click();
  await page.getByRole('button', { name: 'Allow and install' }).click();
  await expect(page).toHaveURL(/app-settings/);
});

test('a user without the app is shown how to install it where the panel is shared', async ({
  host,
  noise,
}) => {
  noise.announce(answers(403));
  await host.openDeal('withProducts');
  await host.page.getByLabel('Panel without install').check();
  await expect(host.panel.frame.getByText('Dealbill is not installed for you yet')).toBeVisible();
  await expect(host.panel.frame.getByRole('link', { name: /Install Dealbill/ })).toBeVisible();
});

test('when the holder uninstalls, invoicing ends, and a colleague may connect', async ({
  connected,
  world,
  office,
  company,
  noise,
}) => {
  noise.announce(answers(409), answers(403));
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
