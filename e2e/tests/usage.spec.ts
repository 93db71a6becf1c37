import type { Page } from '@playwright/test';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';

/** Resolves once the panel's stream of changes is open. */
const streamOpen = (page: Page) =>
  page.waitForResponse((response) => response.url().endsWith('/api/live') && response.ok());

test('the settings say that changes arrive, how fast, and what the reads were for', async ({
  connected,
  office,
  company,
  accountant,
  world,
}) => {
  const { page, panel, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts');
  // The first reading, a list, would be a later read of the invoice than that of its event.
  await namesAreMirrored(office, company);
  await connected.openSettings();
  await settings.show('Sync');
  const card = settings.frame
    .locator('section')
    .filter({ has: settings.frame.getByRole('heading', { name: 'Updates from QuickBooks' }) });
  await expect(card).toContainText('/webhooks/quickbooks');

  const url = `${world.appUrl}/webhooks/quickbooks`;
  await office.quickbooks.post('webhooks', { url, delayMs: 200 });
  const open = streamOpen(page);
  await connected.openDeal('withProducts');
  await open;
  await (await accountant(number)).receive('4884.00');
  await expect(panel.invoice(number)).toContainText('Partially paid');
  await expect(panel.invoice(number)).toHaveAttribute('title', /after it was changed there$/);

  await office.quickbooks.post('webhooks', { url: null, delayMs: 1000 });

  await expect(async () => {
    await connected.openSettings();
    await settings.show('Sync');
    await expect(card).toContainText('QuickBooks announces changes', { timeout: 2000 });
    await expect(card.getByRole('row', { name: /Open panels show it/ })).toContainText('second', {
      timeout: 2000,
    });
  }).toPass();
  await expect(card).toContainText(`invoice ${number} was up to date here`);
  await expect(card).toContainText('Checks for changes');
  await expect(card.getByRole('term').filter({ hasText: 'Your company' })).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
});
