import { readFile } from 'node:fs/promises';
import { inDays } from '../arrange/days.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { openWindow } from '../pages/connect-window.ts';
import { settingsOn } from '../pages/settings-page.ts';

test('installs, connects, saves preferences, and creates, sends, views and downloads an invoice', async ({
  host,
  company,
  realm,
  noise,
}) => {
  const { page, panel, form } = host;
  noise.allow(errorStatus(409));

  await test.step('install from the prompt on the deal', async () => {
    await host.openDeal('withProducts');
    await page.getByRole('link', { name: 'Install Dealbill' }).click();
    await page.getByRole('button', { name: 'Allow and install' }).click();
    await expect(page).toHaveURL(/app-settings/);
  });

  await test.step('connect QuickBooks in a separate window', async () => {
    await host.openDeal('withProducts');
    const window = await openWindow(page, panel.connect);
    await expect(window.title).toContainText(company.name);
    await expect(window.page.getByText('Sales Lead', { exact: true })).toBeVisible();
    await window.goOn();
    await window.connectTo(realm);

    await expect(window.page).toHaveURL(/app-settings/);
    const settings = settingsOn(window.page);
    await settings.show('New invoices');
    await settings.daysTerm.check();
    await settings.days.fill('14');
    await settings.save.click();
    await expect(settings.state).toHaveText(/^Saved/);
    await window.page.close();
  });

  await test.step('the panel updates and fills in the first invoice', async () => {
    await expect(panel.frame.getByText('No invoices on this deal yet')).toBeVisible();
    await panel.newInvoice.click();
    await expect(form.field('To')).toHaveValue('Cedar & Finch Ltd');
    await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');
    await expect(form.field('Tax ID')).toHaveValue('93-1200417');
    await expect(form.lines).toHaveCount(3);
  });

  await test.step('link the unlinked line, and create', async () => {
    await form.newCustomer.check();
    await expect(form.line(3).element).toContainText('Not linked');
    await form.line(3).link('Installation, hourly');
    await expect(form.line(3).element).not.toContainText('Not linked');
    await expect(form.check).not.toContainText('to fix');
    await expect(form.totals).toContainText('11,884.00');
    await form.create.click();
    await expect(form.outcome(/^Invoice \d+ is in QuickBooks/)).toBeVisible();
    await expect(form.frame.getByText('The totals match QuickBooks')).toBeVisible();
  });

  const title = await form.outcome(/is in QuickBooks/).textContent();
  const number = /Invoice (\d+)/.exec(title ?? '')?.[1] ?? '';

  await test.step('send it from the confirmation screen', async () => {
    await form.frame.getByRole('button', { name: 'Send by e-mail' }).click();
    await expect(form.outcome(`Send invoice ${number}`)).toBeVisible();
    await form.frame.getByRole('button', { name: 'Send', exact: true }).click();
    await expect(form.outcome(`Invoice ${number} was sent to`)).toBeVisible();
  });

  await test.step('find it in the panel and in the history of the deal', async () => {
    await form.frame.getByRole('button', { name: 'Done' }).click();
    await expect(panel.invoice(number)).toContainText('Open');
    await expect(panel.invoice(number)).not.toContainText('not sent');
    await expect(panel.dueDate(number)).toHaveAttribute('datetime', inDays(14));
    await expect(host.history).toContainText(`Invoice ${number} created`);
  });

  await test.step('view its PDF and download it', async () => {
    await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
    await expect(host.modal.getByRole('figure', { name: /Page 1 of 1.*11,884.00/s })).toBeVisible();
    const downloading = page.waitForEvent('download');
    await host.modal.getByRole('button', { name: 'Download PDF' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe(`Invoice ${number}.pdf`);
    expect((await readFile(await download.path())).subarray(0, 5).toString()).toBe('%PDF-');
    await host.closeModal();
  });

  await test.step('open it in QuickBooks', async () => {
    const opened = page.context().waitForEvent('page');
    await panel.choose(number, 'Open in QuickBooks');
    const quickbooks = await opened;
    await expect(quickbooks.getByRole('heading', { name: `Invoice ${number}` })).toBeVisible();
    await expect(quickbooks.getByRole('link', { name: 'Cedar & Finch Ltd' })).toBeVisible();
  });
});
