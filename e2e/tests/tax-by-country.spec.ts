import { allInQuickbooks } from '../arrange/in-quickbooks.ts';
import { expect, test } from '../fixtures.ts';
import type { FormPage } from '../pages/form-page.ts';
import type { RealmLike } from '../world/office.ts';

/** A deal of three desks at 33.35 and a panel at 12.45, 112.50 in all. */
type Case = {
  country: string;
  like: RealmLike;
  currency: string;
  /** Tax of desk and panel in Pipedrive, percent. */
  dealTax?: [desk: string, panel: string];
  method?: 'exclusive' | 'inclusive';
  /** What the deal does not say. */
  complete?: (form: FormPage) => Promise<void>;
  /** Names of the tax codes that the form shows then. */
  codes?: [desk: string, panel: string];
  /** Tax rows of the form, in its order; none if QuickBooks calculates the tax. */
  rows: string[];
  tax: number;
  total: number;
  /** Further fields of the invoice in QuickBooks. */
  sent?: object;
};

const cases: Case[] = [
  {
    country: 'the United States, automated sales tax',
    like: 'us',
    currency: 'USD',
    complete: async (form) => {
      await expect(form.totals).toContainText('added by QuickBooks');
      await expect(form.frame.getByText('QuickBooks calculates the sales tax')).toBeVisible();
    },
    // Massachusetts, 6.25 % of the sum.
    rows: [],
    tax: 7.03,
    total: 119.53,
    sent: { ShipAddr: { City: 'Boston', CountrySubDivisionCode: 'MA', PostalCode: '02129' } },
  },
  {
    country: 'the United States, manual sales tax',
    like: 'customNumbers',
    currency: 'USD',
    dealTax: ['8', '8'],
    // The only code with the deal's rate.
    complete: async (form) => {
      await expect(form.field('Sales tax').locator('option:checked')).toHaveText('City sales tax');
    },
    rows: ['9.00'],
    tax: 9,
    total: 121.5,
  },
  {
    country: 'the United Kingdom',
    like: 'uk',
    currency: 'GBP',
    dealTax: ['20', '5'],
    codes: ['20.0% S', '5.0% R'],
    rows: ['20.01', '0.62'],
    tax: 20.63,
    total: 133.13,
    sent: { GlobalTaxCalculation: 'TaxExcluded' },
  },
  {
    country: 'Canada, with group codes',
    like: 'ca',
    currency: 'CAD',
    dealTax: ['14.975', '12'],
    codes: ['GST/QST QC - 9.975', 'GST/PST BC'],
    // GST of both lines, 5.0025 and 0.6225; QST 9.97998; PST 0.8715.
    rows: ['5.62', '9.98', '0.87'],
    tax: 16.47,
    total: 128.97,
  },
  {
    country: 'Australia, prices with tax',
    like: 'au',
    currency: 'AUD',
    dealTax: ['10', '10'],
    method: 'inclusive',
    codes: ['GST', 'GST'],
    // Without tax 90.95 and 11.32.
    rows: ['10.23'],
    tax: 10.23,
    total: 112.5,
    sent: { GlobalTaxCalculation: 'TaxInclusive' },
  },
  {
    country: 'Ireland, with a reverse charge',
    like: 'ie',
    currency: 'EUR',
    dealTax: ['23', '0'],
    complete: async (form) => {
      await form.line(2).field('Tax').selectOption('23.0% ECG');
    },
    codes: ['23.0% S', '23.0% ECG'],
    rows: ['23.01', '2.86', '−2.86'],
    tax: 23.01,
    total: 135.51,
  },
  {
    country: 'France, to a place overseas',
    like: 'fr',
    currency: 'EUR',
    dealTax: ['20', '8.5'],
    complete: async (form) => {
      const place = form.field('Place of sale');
      await expect(place).toHaveValue('outside_eu');
      await form.field('Address').fill('8 quai du Port\n44000 Nantes');
      await expect(place).toHaveValue('within_france');
      await form.field('Address').fill('12 rue de la Plage\n97400 Saint-Denis');
      await expect(place).toHaveValue('france_overseas');
      const number = form.field('Invoice number');
      await number.fill('');
      await expect(form.check).toContainText('Invoice number');
      await number.fill('F-1');
    },
    codes: ['20,0% TVA', '8,5% TVA DOM'],
    // 20 % is 20.01, 8.5 % is 1.05825.
    rows: ['20.01', '1.06'],
    tax: 21.07,
    total: 133.57,
    sent: { TransactionLocationType: 'FranceOverseas', DocNumber: 'F-1' },
  },
];

for (const at of cases) {
  test.describe(`in ${at.country}`, () => {
    test.use({ realmLike: at.like });

    test('a deal becomes an invoice with the tax of QuickBooks', async ({
      connected,
      office,
      company,
      realm,
    }) => {
      const [desk, panel] = at.dealTax ?? ['0', '0'];
      const taxOf = (tax: string) => ({
        tax,
        tax_method: tax === '0' ? 'none' : (at.method ?? 'exclusive'),
      });
      await office.pipedrive.post(`deals/${company.deals.withoutProducts}`, {
        companyId: company.id,
        currency: at.currency,
        products: [
          { product_id: 9004, item_price: '33.35', quantity: '3', ...taxOf(desk) },
          { product_id: 9002, item_price: '12.45', quantity: '1', ...taxOf(panel) },
        ],
      });
      const { form, panel: dealPanel } = connected;
      await connected.openDeal('withoutProducts');
      await dealPanel.newInvoice.click();
      await form.customer('Northgate Library Trust').check();
      await at.complete?.(form);
      for (const [index, name] of (at.codes ?? []).entries()) {
        await expect(
          form
            .line(index + 1)
            .field('Tax')
            .locator('option:checked'),
        ).toHaveText(name);
      }
      for (const row of at.rows) await expect(form.totals).toContainText(row);
      await form.create.click();
      const agrees = form.frame.getByText(/The totals match QuickBooks to the cent/);
      await expect(agrees).toBeVisible();
      await expect(
        form.frame.getByText(`${at.total.toFixed(2)} ${at.currency}`).first(),
      ).toBeVisible();
      const { invoices } = await allInQuickbooks(office, realm);
      expect(invoices.at(-1)).toMatchObject({
        TotalAmt: at.total,
        TxnTaxDetail: { TotalTax: at.tax },
        ...at.sent,
      });
    });
  });
}
