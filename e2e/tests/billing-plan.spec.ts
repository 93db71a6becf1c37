import { inDays } from '../arrange/days.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { HostPage } from '../pages/host-page.ts';

const customer = 'Northgate Library Trust';

const planOn = ({ page, panel }: HostPage) => ({
  modal: page.frameLocator('iframe[title="Dealbill modal"]'),
  onPanel: panel.frame.getByRole('region', { name: 'Billing plan' }),
});

test('bills a deposit of 30 % and the balance, each with one click from the panel', async ({
  connected,
}) => {
  const { form, panel, page } = connected;
  const { modal, onPanel } = planOn(connected);
  await connected.openDeal('withoutProducts');
  await panel.chooseInPanel('Billing plan');
  await modal.getByRole('button', { name: 'Fill in' }).click();
  const entries = modal.getByRole('listitem', { name: /^Entry/ });
  await expect(entries).toHaveCount(2);
  await expect(entries.first().getByLabel('Text')).toHaveValue('Deposit 30 %');
  await expect(entries.first().getByLabel('Amount')).toHaveValue('1,350.00');
  await expect(modal.getByText(/^2 entries from .* to .*: 4,500\.00\sUSD$/)).toBeVisible();
  await expect(modal.getByText('This is exactly what is left to invoice.')).toBeVisible();
  expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
  await modal.getByRole('button', { name: 'Save plan' }).click();
  await expect(modal.getByText('The plan is saved.')).toBeVisible();
  await modal.getByRole('button', { name: 'Close' }).click();

  await expect(onPanel).toContainText('0 of 2 invoices created');
  await expect(onPanel.getByRole('listitem').first()).toContainText('Due');
  expect(await seriousProblems(page, 'Dealbill panel')).toEqual([]);
  await onPanel.getByRole('button', { name: /^Create next: 1,350\.00\sUSD$/ }).click();
  await expect(
    form.frame.getByText('Deposit 30 %, entry 1 of 2 of the billing plan'),
  ).toBeVisible();
  await form.customer(customer).check();
  await expect(form.line(1).field('Description')).toHaveValue(
    'Deposit 30 %: Meeting room acoustics',
  );
  await expect(form.line(1).field('Price')).toHaveValue('1,350.00');
  await form.line(1).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();

  await expect(onPanel).toContainText('1 of 2 invoices created');
  await expect(onPanel.getByRole('listitem').first()).toContainText('Created');
  await onPanel.getByRole('button', { name: /^Create next: 3,150\.00\sUSD$/ }).click();
  // Customer and item are those of the first invoice.
  await expect(form.line(1).field('Product or service')).toHaveValue('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(onPanel).toContainText('2 of 2 invoices created');
  await expect(onPanel.getByRole('button', { name: /^Create next/ })).toBeHidden();
  await expect(panel.invoices).toHaveCount(2);
});

test('takes the instalments of Pipedrive, and warns when they exceed the deal', async ({
  connected,
}) => {
  const { panel } = connected;
  const { modal, onPanel } = planOn(connected);
  await connected.openDeal('withProducts');
  await panel.chooseInPanel('Billing plan');
  await modal.getByRole('button', { name: 'Use 2 instalments of Pipedrive' }).click();
  const entries = modal.getByRole('listitem', { name: /^Entry/ });
  await expect(entries).toHaveCount(2);
  await expect(entries.nth(1).getByLabel('Text')).toHaveValue('On completion');
  await entries.nth(1).getByLabel('Amount').fill('8000');
  await expect(modal.getByText(/^116\.00\sUSD more than is left of the deal\.$/)).toBeVisible();
  await modal.getByRole('button', { name: 'Save plan' }).click();
  const warning = modal.getByText(/^The plan exceeds the deal by 116\.00\sUSD$/);
  await expect(warning).toBeVisible();
  await modal.getByRole('button', { name: 'Adjust the remaining entries' }).click();
  await modal.getByRole('button', { name: 'Save plan' }).click();
  await expect(warning).toBeHidden();
  await modal.getByRole('button', { name: 'Close' }).click();
  await expect(onPanel).toContainText('0 of 2 invoices created');
  await expect(onPanel.getByRole('listitem')).toHaveCount(2);
});

test('leads from a form with recurring products to their periods, and bills the first', async ({
  connected,
  office,
  company,
}) => {
  const { form, panel } = connected;
  const { modal, onPanel } = planOn(connected);
  await office.pipedrive.post(`deals/${company.deals.withoutProducts}`, {
    companyId: company.id,
    products: [
      {
        product_id: 9003,
        item_price: '85',
        quantity: '2',
        billing_frequency: 'monthly',
        billing_frequency_cycles: 3,
        billing_start_date: inDays(0),
      },
    ],
  });
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  await form.frame.getByRole('button', { name: 'Open billing plan' }).click();
  await modal.getByRole('button', { name: 'Use 3 periods of recurring products' }).click();
  await expect(modal.getByRole('listitem', { name: /^Entry/ })).toHaveCount(3);
  await modal.getByRole('button', { name: 'Save plan' }).click();
  await modal.getByRole('button', { name: /^Create next: 170\.00\sUSD$/ }).click();
  await expect(form.line(1).field('Quantity')).toHaveValue('2');
  await expect(form.line(1).field('Description')).toHaveValue(/\d{4}$/);
  await expect(form.frame.getByRole('button', { name: 'Open billing plan' })).toBeHidden();
  await form.customer(customer).check();
  await form.line(1).link('Installation, hourly');
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks$/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(onPanel).toContainText('1 of 3 invoices created');
});
