import { allInQuickbooks, customerInQuickbooks, writeCustomer } from '../arrange/in-quickbooks.ts';
import { namesAreMirrored } from '../arrange/names-mirrored.ts';
import { expect, test } from '../fixtures.ts';
import { seriousProblems } from '../pages/accessibility.ts';
import type { FormPage } from '../pages/form-page.ts';
import type { HostPage } from '../pages/host-page.ts';

/** A deal in dollars whose customer in QuickBooks has euros. */
const deal = 'discountsAndTaxes';

test.describe('a deal in dollars with a customer in euros', () => {
  test.use({ realmLike: 'uk' });

  const openClash = async ({ openDeal, panel, form }: HostPage) => {
    await openDeal(deal);
    await panel.newInvoice.click();
    await form.customer("O'Leary & Sons").first().check();
    await expect(form.field('Currency')).toHaveValue('USD');
    await expect(form.frame.getByText("O'Leary & Sons is invoiced in EUR")).toBeVisible();
    await expect(form.check).toContainText('must be EUR in QuickBooks');
  };

  /** A correction in the notice beside the currency. */
  const press = ({ frame }: FormPage, name: string) =>
    frame
      .getByRole('status')
      .filter({ hasText: 'is invoiced in' })
      .getByRole('button', { name })
      .click();

  const fillLines = async ({ lines, line, field }: FormPage) => {
    const count = await lines.count();
    for (let number = 1; number <= count; number += 1) {
      const box = line(number).element.getByRole('combobox', { name: 'Product or service' });
      if ((await box.inputValue()) === '') await line(number).link('Services');
    }
    await field('Prices').selectOption('none');
  };

  test('uses another customer in dollars', async ({ host, office, company, realm }) => {
    const name = "O'Leary & Sons USD";
    await writeCustomer(office, realm, { DisplayName: name, CurrencyRef: { value: 'USD' } });
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    await namesAreMirrored(office, company);
    await openClash(host);
    const { form } = host;
    await press(form, `Use customer ${name}`);
    await expect(form.check).not.toContainText('must be EUR');
    await fillLines(form);
    await form.create.click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
    const { Id } = await customerInQuickbooks(office, realm, name);
    expect((await allInQuickbooks(office, realm)).invoices.at(-1)).toMatchObject({
      CustomerRef: { value: Id },
      CurrencyRef: { value: 'USD' },
    });
  });

  test('creates a customer in dollars, which the next invoice finds', async ({
    connected,
    office,
    realm,
  }) => {
    await openClash(connected);
    const { form, panel } = connected;
    await press(form, "Create customer O'Leary & Sons (USD)");
    await expect(form.field('Name of the new customer')).toBeFocused();
    await expect(form.field('Name of the new customer')).toHaveValue("O'Leary & Sons (USD)");
    await form.field('Name of the new customer').fill("O'Leary & Sons (US dollars)");
    await expect(form.check).not.toContainText('must be EUR');
    await fillLines(form);
    await form.create.click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
    const { Id } = await customerInQuickbooks(office, realm, "O'Leary & Sons (US dollars)");
    expect((await allInQuickbooks(office, realm)).invoices.at(-1)).toMatchObject({
      CustomerRef: { value: Id },
      CurrencyRef: { value: 'USD' },
    });

    await form.frame.getByRole('button', { name: 'Done' }).click();
    await panel.newInvoice.click();
    await expect(form.field('Currency')).toHaveValue('USD');
    await expect(form.frame.getByText("O'Leary & Sons (US dollars)").first()).toBeVisible();
    await expect(form.frame.getByText(/is invoiced in/)).toHaveCount(0);
  });

  test('bills in euros at a rate that can be changed, and counts on the deal in dollars', async ({
    connected,
    office,
    page,
    realm,
  }) => {
    await openClash(connected);
    const { form, panel } = connected;
    const left = panel.frame.getByRole('region', { name: 'Invoiced and paid' });
    await fillLines(form);
    const price = form.line(1).field('Price');
    const before = Number((await price.inputValue()).replaceAll(',', ''));
    await press(form, 'Invoice in EUR');
    await expect(form.field('1 USD in EUR')).toHaveValue(/^0\.\d+$/);
    await form.frame.getByRole('button', { name: /^Convert to / }).click();
    await expect(form.frame.getByText(/^Converted: .*\sUSD is now .*\sEUR$/)).toBeVisible();
    await expect(form.frame.getByText(/1 USD = 0\.\d+ EUR, the QuickBooks rate on /)).toBeVisible();

    await form.frame.getByRole('button', { name: 'Change the rate' }).click();
    await form.field('1 USD in EUR').fill('0.9');
    await expect(form.frame.getByText('Your own rate.')).toBeVisible();
    expect(await seriousProblems(page, 'Dealbill modal')).toEqual([]);
    await form.frame.getByRole('button', { name: /^Convert to / }).click();
    await expect(form.frame.getByText(/1 USD = 0\.9 EUR, your own rate/)).toBeVisible();
    expect(Number((await price.inputValue()).replaceAll(',', ''))).toBeCloseTo(before * 0.9, 2);

    await form.create.click();
    await expect(form.outcome(/is in QuickBooks/)).toBeVisible();
    const made = (await allInQuickbooks(office, realm)).invoices.at(-1);
    expect(made).toMatchObject({ CurrencyRef: { value: 'EUR' } });
    await form.frame.getByRole('button', { name: 'Done' }).click();
    const counted = (made?.TotalAmt ?? 0) / 0.9;
    await expect(left).toContainText(/Counts as [\d,.]+\sUSD of the deal/);
    const text = (await left.textContent()) ?? '';
    const shown = /Counts as ([\d,.]+)\sUSD/.exec(text)?.[1] ?? '';
    expect(Number(shown.replaceAll(',', ''))).toBeCloseTo(counted, 0);
    await expect(left).toContainText('In other currencies');
  });
});

test.describe('a company without multicurrency', () => {
  test.use({ realmLike: 'us' });

  test('says so, and bills a deal in euros in its own currency', async ({ connected }) => {
    const { form, panel } = connected;
    await connected.openDeal('foreignCurrency');
    await panel.newInvoice.click();
    await expect(form.field('Currency')).toHaveValue('EUR');
    await expect(form.frame.getByText(/because multicurrency is turned off/)).toBeVisible();
    await expect(form.check).toContainText('must be USD while multicurrency is turned off');
    await form.frame.getByRole('button', { name: 'Invoice in USD' }).first().click();
    await expect(form.frame.getByText('QuickBooks has no rate for this.')).toBeVisible();
    await form.field('1 EUR in USD').fill('1.1');
    await form.frame.getByRole('button', { name: /^Convert to / }).click();
    await expect(form.frame.getByText(/^Converted: .*\sEUR is now .*\sUSD$/)).toBeVisible();
    await expect(form.check).not.toContainText('Currency');
  });
});
