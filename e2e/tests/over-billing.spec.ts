import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { errorStatus } from '../noise.ts';
import { editOn } from '../pages/edit-page.ts';
import type { HostPage } from '../pages/host-page.ts';

const part = (amount: string) => ({
  lines: [{ description: 'Deposit', quantity: '1', unitPrice: amount }],
});

/** Opens a new invoice and links its unlinked line. */
const readyForm = async ({ form, panel }: HostPage) => {
  await panel.newInvoice.click();
  await expect(form.create).toBeVisible();
  await form.line(3).link('Installation, hourly');
};

test('asks before creating an invoice over the deal value; Go back keeps the form, Create anyway creates', async ({
  connected,
  office,
  company,
}) => {
  await makeInvoice(office, company, 'withProducts', part('10000'));
  const { page, form, panel } = connected;
  await connected.openDeal('withProducts');
  await readyForm(connected);
  await expect(form.totals).toContainText(/Over the deal value10,000\.00\sUSD/);
  await expect(form.check).toContainText(/Over the deal value by 10,000\.00\sUSD/);
  await expect(form.check).toContainText('Check the warnings above first');
  await form.field('E-mail').fill('billing@cedarfinch.example');
  await form.line(1).field('Quantity').fill('1');
  await form.create.click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/Invoice 2,960\.00\sUSD more than the deal value\?/);
  await expect(question).toContainText(
    /Deal value of “Office fit-out, 3rd floor”: 11,884\.00\sUSD\. Left to invoice: 1,884\.00\sUSD/,
  );
  await connected.confirm('Go back');
  await expect(form.create).toBeFocused();
  await expect(form.line(1).field('Quantity')).toHaveValue('1');
  await expect(form.field('E-mail')).toHaveValue('billing@cedarfinch.example');
  await expect(panel.invoices).toHaveCount(1);

  await form.create.click();
  await connected.confirm('Create anyway');
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toHaveCount(2);
  await expect(panel.frame.getByText('Over the deal value')).toBeVisible();
});

test('asks before an edit over the deal value; Go back keeps the edit, Save anyway saves', async ({
  connected,
  office,
  company,
}) => {
  await makeInvoice(office, company, 'withProducts', part('1884'));
  const number = await makeInvoice(office, company, 'withProducts', part('9000'));
  const { page, panel, modal } = connected;
  await connected.openDeal('withProducts');
  await panel.choose(number, 'Edit');
  const edit = editOn(modal);
  await edit.line(1).getByLabel('Price').fill('10000');
  await edit.review.click();
  await edit.save.click();
  // The edit raises the invoice by exactly the amount left, so no question follows.
  await expect(modal.getByText('Sales Lead changed: Lines')).toBeVisible();
  await connected.closeModal();

  await panel.choose(number, 'Edit');
  await edit.line(1).getByLabel('Price').fill('10500');
  await edit.field('Memo').fill('With the second floor');
  await edit.review.click();
  await edit.save.click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText(/Invoice 500\.00\sUSD more than the deal value\?/);
  await expect(question).toContainText(
    /Deal value of “Office fit-out, 3rd floor”: 11,884\.00\sUSD\. Nothing is left to invoice\. Saving raises this invoice from 10,000\.00\sUSD to 10,500\.00\sUSD before tax\./,
  );
  await connected.confirm('Go back');
  await expect(edit.save).toBeFocused();
  await expect(edit.change('Memo')).toContainText('With the second floor');
  await expect(edit.change('Line 1 · Price')).toContainText(/10,?500/);
  await edit.save.click();
  await connected.confirm('Save anyway');
  await expect(modal.getByText('Memo: With the second floor')).toBeVisible();
  await connected.closeModal();
  await expect(panel.frame.getByText('Over the deal value')).toBeVisible();
});

test('shows the amount left on the deal, and creates without a question within it', async ({
  connected,
  office,
  company,
}) => {
  await makeInvoice(office, company, 'withProducts', part('3000'));
  const { page, form } = connected;
  await connected.openDeal('withProducts');
  await readyForm(connected);
  await form.line(1).field('Quantity').fill('5');
  await expect(form.totals).toContainText(/Left to invoice after this1,480\.00\sUSD/);
  await form.create.click();
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test.describe('in several currencies', () => {
  test.use({ realmLike: 'uk' });

  test('after a change of currency, amounts are converted or kept as chosen, and compared at the rate', async ({
    connected,
  }) => {
    const { form, panel, page } = connected;
    const press = (name: string | RegExp) => form.frame.getByRole('button', { name }).click();
    const price = form.line(1).field('Price');
    await connected.openDeal('foreignCurrency');
    await panel.newInvoice.click();
    await form.field('Prices').selectOption('none');
    await expect(form.totals).toContainText(/Left to invoice after this0\.00\sEUR/);
    await form.field('Invoice date').fill('2026-08-31');
    await form.field('Currency').selectOption('GBP');
    await expect(form.frame.getByText('The amounts are in EUR')).toBeInViewport();
    await expect(form.frame.getByText('At this rate, 4,690.00 EUR is 4,033.40 GBP.')).toBeVisible();
    await expect(form.totals).toContainText(/4,690\.00\sEUR/);
    await expect(form.check).toContainText('the amounts are still in EUR');

    await press('Convert to 4,033.40 GBP');
    await expect(price).toHaveValue('507.40');
    await expect(form.totals).toContainText(/4,033\.40\sGBP/);
    await expect(form.totals).toContainText(/Left to invoice after this0\.00\sEUR/);
    await expect(form.totals).toContainText('Converted at 1 EUR = 0.86 GBP');
    await form.field('Currency').selectOption('EUR');
    await expect(price).toHaveValue('590.00');
    await expect(form.totals).toContainText(/4,690\.00\sEUR/);

    await form.field('Currency').selectOption('GBP');
    await press('Keep as 4,690.00 GBP');
    await expect(page.getByRole('alertdialog')).toContainText(
      'the customer is invoiced 4,690.00 GBP',
    );
    await connected.confirm('Keep as 4,690.00 GBP');
    await expect(price).toHaveValue('590.00');
    await expect(form.totals).toContainText(
      /The deal value is 4,690\.00\sEUR\. Invoices in GBP do not count toward it\./,
    );
  });
});

test('asks before creating when another invoice was added to the deal since the form opened', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(errorStatus(409));
  await makeInvoice(office, company, 'withProducts', part('1000'));
  const { page, form, panel } = connected;
  await connected.openDeal('withProducts');
  await readyForm(connected);
  await form.line(1).field('Quantity').fill('1');
  await expect(form.saved).toHaveText(/^Saved as draft/);
  await makeInvoice(office, company, 'withProducts', { ...part('9000'), fresh: true });
  await form.create.click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Another invoice was added to “Office fit-out, 3rd floor”');
  await expect(question).toContainText(/Left to invoice: 1,884\.00\sUSD/);
  await connected.confirm('Go back');
  await expect(form.create).toBeFocused();
  await form.field('E-mail').fill('billing@cedarfinch.example');
  await form.create.click();
  await connected.confirm('Create anyway');
  await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
  await form.frame.getByRole('button', { name: 'Done' }).click();
  await expect(panel.invoices).toHaveCount(3);
});
