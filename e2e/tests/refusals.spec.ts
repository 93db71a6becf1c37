import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';

test('marks a customer name that a vendor uses at its field, and creates after a correction', async ({
  connected,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  const name = form.field('Name of the new customer');
  await name.fill('Timberline Supply');
  await form.line(3).link('Installation, hourly');
  await form.create.click();
  await expect(name).toHaveAccessibleDescription(/Already used by a customer, vendor or employee/);
  await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');
  await name.fill('Timberline Supply (customer)');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('shows an unexpected refusal above the form, with QuickBooks’ code and intuit_tid', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const { form, panel } = connected;
  await office.quickbooks.post('faults', {
    match: { method: 'POST', path: `/v3/company/${realm.realmId}/invoice` },
    fault: 'status',
    status: 400,
    code: '6190',
  });
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.line(3).link('Installation, hourly');
  await form.field('E-mail').fill('billing@cedarfinch.example');
  await form.create.click();
  await expect(form.frame.getByText('QuickBooks rejected the invoice')).toBeVisible();
  await form.frame.getByText('Details', { exact: true }).first().click();
  await expect(form.frame.getByText('6190')).toBeVisible();
  await expect(form.frame.getByText('intuit_tid')).toBeVisible();
  await expect(form.field('E-mail')).toHaveValue('billing@cedarfinch.example');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
});

test('focuses the message of every refusal, also of a second identical one', async ({
  connected,
  office,
  realm,
  noise,
}) => {
  noise.allow(errorStatus(422));
  const { form, panel } = connected;
  await office.quickbooks.post('faults', {
    match: { method: 'POST', path: `/v3/company/${realm.realmId}/invoice` },
    fault: 'status',
    status: 400,
    code: '6190',
    times: 2,
  });
  await connected.openDeal('nearlyAlike');
  await panel.newInvoice.click();
  await form.customer('Larkspur Dental Group').check();
  await form.line(2).link('Installation, hourly');
  const refusal = form.frame.getByRole('alert');
  for (const time of ['first', 'second']) {
    await form.line(1).field('Quantity').focus();
    await connected.page.keyboard.press('Control+Enter');
    await expect(refusal, `the ${time} time`).toBeFocused();
  }
});

test('lists problems before sending, with links to their fields', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.newCustomer.check();
  await form.field('Name of the new customer').fill('Cedar: Finch');
  await form.field('E-mail').fill('not an address');
  await form.line(1).field('Quantity').fill('twelve');
  await form.line(2).field('Discount').fill('120');
  await form.field('Due date').fill('2020-01-01');
  for (const problem of [
    'remove colons',
    'enter an e-mail address, for example',
    'enter a number, for example',
    'enter at most 100%',
    'choose the invoice date or later',
  ]) {
    await expect(form.check).toContainText(problem);
  }
  await form.check.getByRole('button', { name: /Quantity/i }).click();
  await expect(form.line(1).field('Quantity')).toBeFocused();
});

test.describe('when the books are closed', () => {
  test.use({ realmPreferences: { bookCloseDate: '2090-12-31' } });

  test('the form names the closing date', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('withProducts');
    await panel.newInvoice.click();
    await expect(form.check).toContainText(
      /choose a date after .*2090; the accounting period is closed/,
    );
  });
});
