import { readFile } from 'node:fs/promises';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

type Exported = {
  quickbooksCompany: string;
  invoices: { number: string }[];
  auditEntries: { action: string }[];
};

test('an admin exports the data, schedules its deletion, cancels it, and deletes immediately', async ({
  connected,
  office,
  company,
  realm,
  noise,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, settings } = connected;
  const { frame, data } = settings;
  const question = page.getByRole('alertdialog');

  await test.step('the export file contains the stored data', async () => {
    await connected.openSettings();
    await settings.show('Company data');
    const [download] = await Promise.all([page.waitForEvent('download'), data.exportAll.click()]);
    expect(download.suggestedFilename()).toMatch(/^dealbill-export-\d{4}-\d\d-\d\d\.json$/);
    const text = await readFile(await download.path(), 'utf8');
    const exported = JSON.parse(text) as Exported;
    expect(exported.quickbooksCompany).toBe(realm.realmId);
    expect(exported.invoices.map((invoice) => invoice.number)).toContain(number);
    expect(exported.auditEntries.map(({ action }) => action)).toContain('invoice_created');
    expect(text).not.toMatch(/(access|refresh)_?token/i);
  });

  await test.step('cancelling the confirmation changes nothing', async () => {
    await data.deleteLater.click();
    await expect(question).toContainText('Delete all company data in 30 days?');
    await expect(question).toContainText('QuickBooks is disconnected now');
    await connected.confirm('Cancel');
    await expect(frame.getByText('Not connected')).toHaveCount(0);
    await expect(data.exportAll).toBeVisible();
  });

  await test.step('a scheduled deletion disconnects QuickBooks and blocks connecting', async () => {
    await data.deleteLater.click();
    await connected.confirm('Delete in 30 days');
    const planned = frame.getByText(/^All company data will be deleted on \w+ \d+, \d{4}$/);
    await expect(planned).toBeVisible();
    await expect(data.exportAll).toHaveCount(0);
    await expect(data.deleteLater).toHaveCount(0);
    await settings.show('Overview');
    await expect(frame.getByText('Not connected')).toBeVisible();
    noise.allow(errorStatus(409, 'connection/ticket'));
    await settings.connect.click();
    await expect(
      frame.getByText('Company data is going to be deleted', { exact: true }),
    ).toBeVisible();
  });

  await test.step('after cancelling and reconnecting, the invoice is still there', async () => {
    await settings.show('Company data');
    await data.keep.click();
    await expect(data.keep).toHaveCount(0);
    await expect(data.deleteLater).toBeVisible();
    await office.connect(company, company.salesLead, realm);
    await connected.openDeal('withProducts');
    await expect(panel.invoice(number)).toBeVisible();
  });

  await test.step('immediate deletion removes everything and offers to install the app', async () => {
    await connected.openSettings();
    await settings.show('Company data');
    // The stream may say that the connection has ended before the page knows of the deletion.
    noise.allow(errorStatus(409));
    await data.deleteNow.click();
    await expect(question).toContainText('This cannot be undone.');
    await connected.confirm('Delete now');
    await expect(frame.getByText('All company data was deleted')).toBeVisible();
    await expect(frame.getByRole('link', { name: /^Install/ })).toBeVisible();
    await expect(data.deleteNow).toHaveCount(0);
    expect(noise.unexpected()).toEqual([]);

    noise.allow(errorStatus(403), errorStatus(409));
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    await connected.openDeal('withProducts');
    await expect(panel.newInvoice).toBeVisible();
    await expect(panel.invoice(number)).toHaveCount(0);
  });
});

test('tells a colleague without admin rights who can export and delete', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(403));
  await office.install(company.accountManager);
  await connected.openSettings(company.accountManager);
  await connected.settings.show('Company data');
  const { frame, data } = connected.settings;
  await expect(frame.getByText('Only the user who connected QuickBooks can export')).toBeVisible();
  await expect(frame.getByText('Only an admin of your Pipedrive company can')).toBeVisible();
  for (const button of Object.values(data)) await expect(button).toHaveCount(0);
});
