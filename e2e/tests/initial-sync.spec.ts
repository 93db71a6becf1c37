import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';

const progress = /Reading invoices from QuickBooks: \d,\d{3} of 6,014/;

test('shows how far reading QuickBooks has come, in settings, panel and list', async ({
  connected,
  office,
  realm,
}) => {
  // Background work rests between its slices, so thousands of invoices take a while.
  test.setTimeout(300_000);
  const { page, settings } = connected;
  const again = settings.frame.getByRole('button', { name: 'Read everything again' });
  const counts = (invoices: string) =>
    settings.frame.getByText(
      new RegExp(`^Invoices: ${invoices} · Customers: 12 · Items: 12 · Vendors: 3`),
    );
  await connected.openSettings();
  await expect(counts('14')).toBeVisible({ timeout: 40_000 });
  await expect(settings.frame.getByText(/^Everything was read on /)).toBeVisible();

  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, { count: 6_000 });
  const path = `/v3/company/${realm.realmId}/batch`;
  await office.quickbooks.post('latency', { ms: 1_500, path });
  await again.click();
  await expect(settings.frame.getByText(progress)).toBeVisible({ timeout: 120_000 });
  await expect(again).toBeDisabled();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
  await connected.openDeal('withProducts');
  await expect(connected.panel.frame.getByText(progress)).toBeVisible();
  await office.quickbooks.post('latency', { ms: 0, path });
  await expect(connected.panel.frame.getByText(progress)).toBeHidden({ timeout: 60_000 });
  await connected.openSettings();
  await expect(counts('6,014')).toBeVisible({ timeout: 40_000 });
  await expect(again).toBeEnabled();
});
