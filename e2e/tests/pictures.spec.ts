import { join } from 'node:path';
import { inDays } from '../arrange/days.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { companies, deals, users } from '../emulators/story.ts';
import { expect, test } from '../fixtures.ts';
import { openInQuickbooks } from '../pages/accountant-page.ts';
import { hostOn } from '../pages/host-page.ts';
import { listOn } from '../pages/list-page.ts';
import type { Company } from '../world/office.ts';

// Pictures for the README: `PICTURES=1 pnpm e2e pictures`.
test.skip(!process.env.PICTURES, 'only on demand');
test.use({ viewport: { width: 1280, height: 960 }, deviceScaleFactor: 1.5 });

const folder = join(import.meta.dirname, '../pictures');

/** The company of the story. Test companies have a number in their name. */
const harbour: Company = {
  id: companies.harbour.id,
  name: companies.harbour.name,
  salesLead: users.salesLead.id,
  accountManager: users.accountManager.id,
  deals: Object.fromEntries(
    Object.entries(deals).map(([name, { id }]) => [name, id]),
  ) as Company['deals'],
  fields: { taxId: '', poNumber: '' },
};

test('takes the pictures of the README in both themes', async ({
  page,
  browser,
  world,
  office,
}) => {
  test.setTimeout(180_000);
  const host = hostOn(page, world, harbour);
  const { panel, form, settings } = host;
  const list = listOn(page);
  const realm = await office.newRealm('us', { name: 'Harbour Workspaces Inc.' });
  await office.install(harbour.salesLead);
  await office.connect(harbour, harbour.salesLead, realm);

  // An offered invoice would be in some pictures only, because it depends on when it is read.
  await office.call(harbour, harbour.salesLead, 'sync-settings/change', { created: 'nothing' });

  const invoice = (issued: number, due: number, description: string, unitPrice: string) =>
    makeInvoice(office, harbour, 'withProducts', {
      details: { issueDate: inDays(issued), dueDate: inDays(due), term: { kind: 'none' } },
      lines: [{ description, quantity: '1', unitPrice }],
    });
  const deposit = await invoice(-40, -26, 'Deposit', '3565.20');
  const desks = await invoice(-18, 5, 'Oak desks, first delivery', '3840.00');
  await invoice(-16, -2, 'Acoustic panels', '2844.00');
  const accountant = await (await browser.newContext()).newPage();
  await (await openInQuickbooks(accountant, world, office, realm, deposit)).receive('3565.20');
  await (await openInQuickbooks(accountant, world, office, realm, desks)).receive('1500.00');
  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, { count: 400 });

  for (const theme of ['light', 'dark'] as const) {
    const picture = (name: string) =>
      page.screenshot({ path: join(folder, `${name}-${theme}.png`), animations: 'disabled' });

    await host.openDeal('withProducts');
    await host.setTheme(theme);
    await host.openDeal('withProducts', undefined, { demoBar: false });
    await expect(panel.invoice(deposit)).toContainText('Paid');
    await expect(panel.invoice(desks)).toContainText('Partially paid');
    await expect(panel.frame.getByText('just now')).toBeVisible();
    await picture('panel');

    await panel.frame.getByRole('button', { name: `View invoice ${desks}` }).click();
    await expect(host.modal.getByRole('figure')).toBeVisible();
    await picture('invoice');
    await host.closeModal();

    await panel.chooseInPanel('All company invoices');
    await expect(list.rows.first()).toBeVisible();
    await expect(list.count).toContainText('updated from QuickBooks just now');
    await picture('company');
    await host.closeModal();

    await host.openDeal('nearlyAlike', undefined, { demoBar: false });
    await panel.newInvoice.click();
    await form.customer('Larkspur Dental Group').check();
    await expect(form.totals).toContainText('2,053.00');
    await expect(form.saved).toHaveText(/^Saved as draft/);
    await picture('form');
    await form.frame.getByRole('button', { name: 'Add line' }).scrollIntoViewIfNeeded();
    await picture('lines');
    await form.frame.getByRole('button', { name: 'Discard draft' }).click();
    await host.confirm('Discard draft');
    // Leaving the page earlier would cancel the discarding.
    await expect(panel.frame.getByText('No invoices on this deal yet')).toBeVisible();

    await host.openSettings(undefined, { demoBar: false });
    await settings.show('New invoices');
    await expect(settings.preview).toContainText('Deal: “');
    await picture('settings');
  }
});
