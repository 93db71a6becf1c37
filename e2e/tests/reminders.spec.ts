import { inDays } from '../arrange/days.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';

/** An invoice that was due ten days ago. */
const overdue = {
  details: { issueDate: inDays(-40), dueDate: inDays(-10), term: { kind: 'none' } },
};

/** An invoice that is due in two days. */
const dueSoon = {
  details: { issueDate: inDays(-5), dueDate: inDays(2), term: { kind: 'none' } },
};

test('reminds before the due date, with the days that are left', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const { page, panel, history, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts', dueSoon);
  await connected.openSettings();
  await settings.show('Notes and reminders');
  const reminder = settings.frame.getByRole('group', { name: 'Invoice due soon', exact: true });
  await expect(reminder).toContainText('Off');
  await reminder.getByLabel('Text').fill('{number} is due in {days} days');
  await reminder.getByLabel(/^Also remind of 1 invoice that is due/).check();
  await reminder.getByRole('button', { name: 'Switch on' }).click();
  await expect(reminder.getByRole('status')).toHaveText(/^Switched on/);

  // The date of the QuickBooks company may be a day behind.
  const activity = history.getByText(new RegExp(`${number} is due in [23] days`));
  await connected.openDeal('withProducts');
  await expect(async () => {
    await page.reload();
    await expect(activity).toContainText(/ · due \d{4}-\d\d-\d\d$/, { timeout: 1000 });
  }).toPass();

  await (await accountant(number)).receive('11884.00');
  await panel.refresh.click();
  await expect(panel.invoice(number)).toContainText('Paid');
  await expect(async () => {
    await page.reload();
    await expect(activity).toContainText(/ · done$/, { timeout: 1000 });
  }).toPass();
});

test('reminds of an overdue invoice on the deal, and marks the activity as done once it is paid', async ({
  connected,
  office,
  company,
  accountant,
}) => {
  const { page, panel, history, settings } = connected;
  const number = await makeInvoice(office, company, 'withProducts', overdue);
  await connected.openSettings();
  await settings.show('Notes and reminders');
  const reminder = settings.frame.getByRole('group', { name: 'Invoice overdue', exact: true });
  await reminder.getByLabel('Text').fill('Call {customer} about {number}');
  await expect(reminder).toContainText(`about ${number}`);
  await reminder.getByLabel(/^Also remind of 1 invoice/).check();
  expect(await seriousProblems(page, 'Dealbill settings')).toEqual([]);
  await reminder.getByRole('button', { name: 'Switch on' }).click();
  await expect(reminder.getByRole('status')).toHaveText(/^Switched on/);

  const activity = history.getByText(`about ${number}`, { exact: false });
  await connected.openDeal('withProducts');
  await expect(async () => {
    await page.reload();
    await expect(activity).toContainText(/Call .+ about \d+ · due \d{4}-\d\d-\d\d$/, {
      timeout: 1000,
    });
  }).toPass();

  await (await accountant(number)).receive('11884.00');
  await panel.refresh.click();
  await expect(panel.invoice(number)).toContainText('Paid');
  await expect(async () => {
    await page.reload();
    await expect(activity).toContainText(/ · done$/, { timeout: 1000 });
  }).toPass();
  await expect(activity).toHaveCount(1);
});
