import { inQuickbooks } from '../arrange/in-quickbooks.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import { problemsOn } from '../pages/problems-page.ts';

test('lists an invoice that cannot be read, and clears it once it can', async ({
  connected,
  office,
  company,
  realm,
}) => {
  // Walks through the panel, the settings and both lists.
  test.slow();
  const { page, panel, settings } = connected;
  const list = problemsOn(page);
  const number = await makeInvoice(office, company, 'withProducts');
  const title = `Invoice ${number} cannot be read from QuickBooks`;
  const failing = (ids: unknown[]) =>
    office.quickbooks.post('settings', {
      realmId: realm.realmId,
      failingInvoices: { ids, code: '4002', reads: 'fail' },
    });
  await failing([(await inQuickbooks(office, realm, number))?.Id]);
  const banner = panel.frame.getByRole('status').filter({ hasText: title });

  for (const theme of ['light', 'dark'] as const) {
    await connected.openDeal('withProducts');
    await connected.setTheme(theme);
    await expect(banner).toBeVisible();
    expect.soft(await seriousProblems(page, 'Dealbill panel'), theme).toEqual([]);
    await banner.getByRole('button', { name: 'Show problems' }).click();
    await expect(list.item(title)).toContainText('QuickBooks returns error 4002');
    await expect(list.item(title)).toContainText(/since \w+ \d/);
    expect.soft(await seriousProblems(page, 'Dealbill modal'), theme).toEqual([]);
    await connected.closeModal();
  }

  await panel.chooseInPanel('All company invoices');
  await list.button('Show problems').click();
  await list.retry(title);
  await expect(list.item(title)).toContainText('Tried again just now. The problem is still there.');
  await list.ignore(title);
  await expect(list.frame.getByText('No problems')).toBeVisible();
  await list.button('Ignored').click();
  await list.item(title).getByRole('button', { name: 'List again' }).click();
  await expect(list.frame.getByText('Nothing is ignored')).toBeVisible();
  await list.button('Problems').click();
  await failing([]);
  await list.retry(title);
  await expect(list.frame.getByText('No problems')).toBeVisible();
  await connected.closeModal();
  await expect(banner).toBeHidden();

  await connected.openSettings();
  await expect(settings.frame.getByText('No problems. Everything is in sync.')).toBeVisible();
  await settings.frame.getByRole('button', { name: 'Show sync records' }).click();
  const record = list.record('Read by Refresh');
  await expect(record).toContainText(number);
  await expect(record).toContainText('Done');
  await list.frame.getByLabel('Kind').selectOption('Changes in QuickBooks');
  await expect(list.record('Create invoice')).toContainText('To QuickBooks');
  await expect(record).toBeHidden();
  await list.frame.getByLabel('Invoice number').fill('no such number');
  await expect(list.frame.getByText('Nothing matches these filters.')).toBeVisible();
  expect.soft(await seriousProblems(page, 'Dealbill modal'), 'records').toEqual([]);
});

test('shows in an open panel that Pipedrive refuses a deal, until a retry succeeds', async ({
  connected,
  office,
  company,
}) => {
  const { page, panel, settings } = connected;
  const list = problemsOn(page);
  await makeInvoice(office, company, 'withProducts');
  const title = 'The fields of deal Office fit-out, 3rd floor are not updated';
  const banner = panel.frame.getByRole('status').filter({ hasText: title });
  await connected.openDeal('withProducts');
  await expect(panel.refresh).toHaveAttribute('aria-disabled', 'false');
  await expect(panel.invoices).toHaveCount(1);

  await office.pipedrive.post('faults', {
    match: { method: 'PATCH', company: company.id },
    fault: 'status',
    status: 400,
    body: JSON.stringify({ success: false, error: 'Validation failed' }),
  });
  await office.call(company, company.salesLead, 'pipedrive-fields/choose', {
    of: 'deal',
    name: 'amountDue',
    choice: { kind: 'create' },
  });
  await expect(banner).toBeVisible();

  await connected.openSettings();
  const card = settings.frame.getByRole('listitem').filter({ hasText: title });
  await expect(card).toBeVisible();
  await office.install(company.accountManager);
  await connected.openSettings(company.accountManager);
  await expect(settings.frame.getByText('No problems. Everything is in sync.')).toBeVisible();
  await expect(card).toBeHidden();

  await connected.openDeal('withProducts');
  await banner.getByRole('button', { name: 'Show problems' }).click();
  await expect(list.item(title)).toContainText('Pipedrive says: Validation failed');
  await office.pipedrive.delete('faults');
  await list.retry(title);
  await expect(list.frame.getByText('No problems')).toBeVisible({ timeout: 20_000 });
  await connected.closeModal();
  await expect(banner).toBeHidden();
});
