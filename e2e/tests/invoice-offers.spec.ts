import type { Page } from '@playwright/test';
import { inDays } from '../arrange/days.ts';
import { inQuickbooks, writeInQuickbooks } from '../arrange/in-quickbooks.ts';
import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { sendWebhook } from '../arrange/send-webhook.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { PanelPage } from '../pages/panel-page.ts';
import type { Company, Office, Realm } from '../world/office.ts';
import type { World } from '../world/world.ts';

type Scene = { world: World; office: Office; company: Company; realm: Realm };

/** Links customer 1 to the organization of the deal without products. */
const linkCustomer = ({ office, company }: Scene) =>
  office.call(company, company.salesLead, 'customers/change', {
    context: { of: 'deal', id: company.deals.withoutProducts },
    customerId: '1',
  });

const setSync = ({ office, company }: Scene, change: object) =>
  office.call(company, company.salesLead, 'sync-settings/change', change);

/** The accountant creates an invoice, of which QuickBooks sends an event. */
const bill = async (scene: Scene, number: string, date = inDays(0)) => {
  const { world, office, realm } = scene;
  await writeInQuickbooks(office, realm, '1', [{ number, amount: 1250, date, due: inDays(30) }]);
  const id = (await inQuickbooks(office, realm, number))?.Id ?? '';
  await sendWebhook(world, realm, id, 'Create');
  return id;
};

/** Resolves once the panel's stream of changes is open. */
const streamOpen = (page: Page) =>
  page.waitForResponse((response) => response.url().endsWith('/api/live') && response.ok());

const offer = (panel: PanelPage, number: string) =>
  panel.frame.getByRole('listitem', { name: `Offered invoice ${number}` });

test('an invoice created in QuickBooks appears in the open panel and is linked by one click', async ({
  connected,
  world,
  office,
  company,
  realm,
}) => {
  const scene = { world, office, company, realm };
  await linkCustomer(scene);
  const { page, panel } = connected;
  const open = streamOpen(page);
  await connected.openDeal('withoutProducts');
  await open;
  await bill(scene, 'Q-1');
  await bill(scene, 'Q-2');
  await expect(
    panel.frame.getByText('2 invoices in QuickBooks may belong to this deal'),
  ).toBeVisible();
  await expect(offer(panel, 'Q-1')).toContainText('1,250.00');
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);

  await panel.frame.getByRole('button', { name: 'Link to this deal: invoice Q-1' }).click();
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Open');
  await expect(offer(panel, 'Q-1')).toBeHidden();
  await expect(panel.frame.getByText('Invoice Q-1 is linked to this deal.')).toBeVisible();

  await panel.frame.getByRole('button', { name: 'Not this deal: invoice Q-2' }).click();
  await expect(panel.frame.getByText('Invoice Q-2 is no longer offered here.')).toBeVisible();
  await expect(offer(panel, 'Q-2')).toBeHidden();
  await panel.frame.getByRole('button', { name: 'Undo' }).click();
  await expect(offer(panel, 'Q-2')).toBeVisible();
});

test('an invoice is linked automatically, which its history says and unlinking undoes', async ({
  connected,
  world,
  office,
  company,
  realm,
}) => {
  const scene = { world, office, company, realm };
  await linkCustomer(scene);
  const { page, panel, settings, modal } = connected;
  await connected.openSettings();
  await settings.show('Sync');
  const automatic = settings.frame.getByRole('radio', { name: /^Link it automatically/ });
  await automatic.click();
  await expect(settings.frame.getByText('Saved.')).toBeVisible();
  await expect(automatic).toBeChecked();

  const open = streamOpen(page);
  await connected.openDeal('withoutProducts');
  await open;
  await bill(scene, 'Q-1');
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Open');
  await panel.frame.getByRole('button', { name: 'View invoice Q-1' }).click();
  await expect(
    modal.getByText('Linked automatically to the only open deal that fits'),
  ).toBeVisible();
  await connected.closeModal();
  await panel.choose('Q-1', 'Unlink');
  await expect(panel.invoice('Q-1')).toBeHidden();
  await expect(offer(panel, 'Q-1')).toBeHidden();
});

test('updates are switched off and on again without losing a payment', async ({
  connected,
  world,
  office,
  company,
  realm,
  accountant,
}) => {
  const scene = { world, office, company, realm };
  // Switching updates off does not stop the first reading.
  await namesAreMirrored(office, company);
  await linkCustomer(scene);
  await setSync(scene, { created: 'link' });
  const { page, panel, settings } = connected;
  await connected.openDeal('withoutProducts');
  const id = await bill(scene, 'Q-1');
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Open');

  await connected.openSettings();
  await settings.show('Sync');
  const updates = settings.frame.getByRole('checkbox', { name: 'Update invoices automatically' });
  await expect(settings.frame.getByText(/^Example: when invoice Q-1 for Northgate/)).toBeVisible();
  await updates.click();
  await expect(settings.frame.getByText(/^Nothing is read in the background/)).toBeVisible();
  await (await accountant('Q-1')).receive('250.00');
  await sendWebhook(world, realm, id, 'Update');
  await connected.openDeal('withoutProducts');
  await expect(panel.frame.getByText('Updates are off')).toBeVisible();
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Open');
  await panel.frame.getByRole('button', { name: 'Refresh now' }).click();
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Partially paid');

  await (await accountant('Q-1')).receive('1000.00');
  const open = streamOpen(page);
  await page.reload();
  await open;
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Partially paid');
  await setSync(scene, { updates: true });
  await expect(panel.invoice('Q-1')).toHaveAccessibleName('Invoice Q-1: Paid');
  await expect(panel.frame.getByText('Updates are off')).toBeHidden();
});

test('earlier invoices are counted until the day is changed, and deleting settings restores it', async ({
  connected,
  world,
  office,
  company,
  realm,
}) => {
  const scene = { world, office, company, realm };
  await linkCustomer(scene);
  await connected.openDeal('withoutProducts');
  await bill(scene, 'Q-1');
  await bill(scene, 'Q-0', inDays(-20));
  const { page, panel, settings } = connected;
  await expect(offer(panel, 'Q-1')).toBeVisible();
  await expect(panel.frame.getByText(/^1 earlier invoice is not offered/)).toBeVisible();
  await connected.openSettings();
  await settings.show('Sync');
  const day = settings.frame.getByLabel('Only invoices issued on or after');
  const preset = await day.inputValue();
  await expect(settings.frame.getByText(/1 earlier one is not offered/)).toBeVisible();
  await day.fill(inDays(-20));
  await day.blur();
  await expect(
    settings.frame.getByText('2 invoices of linked customers belong to no deal yet.'),
  ).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
  await connected.openDeal('withoutProducts');
  await expect(offer(panel, 'Q-0')).toBeVisible();
  await connected.openSettings();
  await settings.show('Sync');
  await settings.frame.getByRole('button', { name: 'Delete these settings' }).click();
  await expect(day).toHaveValue(preset);
});

test('the settings are read-only for a colleague', async ({ connected, office, company }) => {
  await office.install(company.accountManager);
  const { settings } = connected;
  await connected.openSettings(company.accountManager);
  await settings.show('Sync');
  await expect(settings.frame.getByText(/^These settings are managed by/).first()).toBeVisible();
  await expect(
    settings.frame.getByRole('checkbox', { name: 'Update invoices automatically' }),
  ).toBeDisabled();
});
