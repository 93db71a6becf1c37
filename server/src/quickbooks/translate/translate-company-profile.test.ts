import { describe, expect, test } from 'vitest';
import type { Entity, QuickbooksClient } from '../quickbooks-client.ts';
import { readCompanyProfile } from '../verbs/read-company-profile.ts';

type Responses = {
  info?: object;
  preferences?: object;
  rows?: Partial<Record<Entity, object[]>>;
};

/** A fake QuickBooks with this company; a query without rows omits the entity. */
const companyProfileOf = ({ info = {}, preferences = {}, rows = {} }: Responses) => {
  const asked: string[] = [];
  const client: Partial<QuickbooksClient> = {
    companyInfo: async () => ({
      CompanyInfo: { CompanyName: 'Northgate', Country: 'GB', ...info },
    }),
    preferences: async () => ({
      Preferences: { CurrencyPrefs: { HomeCurrency: { value: 'GBP' } }, ...preferences },
    }),
    find: async (_, { entity }) => {
      asked.push(entity);
      return { QueryResponse: rows[entity] ? { [entity]: rows[entity] } : {}, time: '' };
    },
  };
  const profile = readCompanyProfile(client as QuickbooksClient, {
    connectionId: 'c',
    realmId: '9',
  });
  return { profile, asked };
};

test('reads a company with default settings', async () => {
  const { profile, asked } = companyProfileOf({});
  expect(await profile).toEqual({
    realmId: '9',
    companyName: 'Northgate',
    country: 'GB',
    zone: '',
    homeCurrency: 'GBP',
    multiCurrency: false,
    currencies: ['GBP'],
    customNumbers: false,
    discounts: false,
    shipping: false,
    serviceDates: false,
    estimates: true,
    closedUntil: null,
    taxRegime: 'per_line',
    taxRounding: 'per_line',
    terms: [],
    defaultTermId: null,
    taxCodes: [],
    subscription: null,
    salesForms: {
      cc: '',
      bcc: '',
      copyToCompany: false,
      message: '',
      onlinePayments: false,
      appliesCredit: false,
    },
    invoiceFields: {
      custom: [],
      shipping: false,
      classes: 'off',
      locations: false,
      locationLabel: null,
      classList: [],
      locationList: [],
      plan: null,
    },
  });
  expect(asked.sort()).toEqual(['TaxCode', 'TaxRate', 'Term']);
});

test.each([
  ['PAID', 'active'],
  ['TRIAL', 'trial'],
  ['EXPIRED', 'expired'],
  ['TRIAL_EXPIRED', 'expired'],
  ['UNPAID', 'expired'],
  ['SOMETHING_NEW', null],
  ['', null],
])('reads the subscription status %j as %j', async (Value, expected) => {
  const NameValue = [
    { Name: 'NeoEnabled', Value: 'true' },
    { Name: 'SubscriptionStatus', Value },
  ];
  const { profile } = companyProfileOf({ info: { NameValue } });
  expect((await profile).subscription).toBe(expected);
});

test('reads a company with all settings enabled', async () => {
  const { profile } = companyProfileOf({
    info: { Country: 'CAN', DefaultTimeZone: 'America/Toronto' },
    preferences: {
      CurrencyPrefs: { MultiCurrencyEnabled: true, HomeCurrency: { value: 'CAD' } },
      SalesFormsPrefs: {
        CustomTxnNumbers: true,
        AllowDiscount: true,
        DefaultTerms: { value: '3' },
        SalesEmailCc: { Address: 'a@northgate.example,b@northgate.example' },
        SalesEmailBcc: { Address: 'archive@northgate.example' },
        EmailCopyToCompany: true,
        DefaultCustomerMessage: 'Thank you.',
        ETransactionPaymentEnabled: true,
        AutoApplyCredit: true,
      },
      TaxPrefs: { UsingSalesTax: true },
      AccountingInfoPrefs: { BookCloseDate: '2026-12-31' },
    },
    rows: {
      CompanyCurrency: [
        { Code: 'EUR', Active: true },
        { Code: 'CAD' },
        { Code: 'SEK', Active: false },
      ],
    },
  });
  expect(await profile).toMatchObject({
    country: 'CA',
    zone: 'America/Toronto',
    homeCurrency: 'CAD',
    multiCurrency: true,
    currencies: ['CAD', 'EUR'],
    customNumbers: true,
    discounts: true,
    defaultTermId: '3',
    closedUntil: '2026-12-31',
    salesForms: {
      cc: 'a@northgate.example, b@northgate.example',
      bcc: 'archive@northgate.example',
      copyToCompany: true,
      message: 'Thank you.',
      onlinePayments: true,
      appliesCredit: true,
    },
  });
});

test('throws without a home currency', async () => {
  const { profile } = companyProfileOf({ preferences: { CurrencyPrefs: {} } });
  await expect(profile).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
});

test('returns an empty zone for an unknown time zone', async () => {
  const { profile } = companyProfileOf({ info: { DefaultTimeZone: 'Mars/Olympus' } });
  expect((await profile).zone).toBe('');
});

describe('the tax regime', () => {
  test.each<[string, object, string]>([
    ['US', { UsingSalesTax: true, PartnerTaxEnabled: true }, 'us_automatic'],
    ['US', { UsingSalesTax: true, PartnerTaxEnabled: false }, 'us_manual'],
    ['US', { UsingSalesTax: true }, 'us_manual'],
    ['USA', { PartnerTaxEnabled: true }, 'us_automatic'],
    ['US', { UsingSalesTax: false, PartnerTaxEnabled: true }, 'off'],
    ['GB', { UsingSalesTax: true, PartnerTaxEnabled: true }, 'per_line'],
    ['GBR', {}, 'per_line'],
    ['AU', { UsingSalesTax: false }, 'off'],
  ])('in %s with %j is %s', async (Country, TaxPrefs, regime) => {
    const { profile } = companyProfileOf({ info: { Country }, preferences: { TaxPrefs } });
    expect((await profile).taxRegime).toBe(regime);
  });
});

test('reads terms of both kinds', async () => {
  const Term = [
    { Id: '1', Name: 'Due on receipt', Type: 'STANDARD', DueDays: 0 },
    { Id: '2', Name: 'Net 30', Type: 'Standard', DueDays: 30 },
    { Id: '3', Name: '15th', Type: 'DATE_DRIVEN', DayOfMonthDue: 15, DueNextMonthDays: 10 },
    { Id: '4', Name: 'Last', Type: 'DateDriven', DayOfMonthDue: 31 },
    { Id: '5', Name: 'No type', DayOfMonthDue: 1 },
  ];
  const { profile } = companyProfileOf({ rows: { Term } });
  expect((await profile).terms).toEqual([
    { id: '1', name: 'Due on receipt', rule: { kind: 'days', days: 0 } },
    { id: '2', name: 'Net 30', rule: { kind: 'days', days: 30 } },
    { id: '3', name: '15th', rule: { kind: 'day_of_month', day: 15, nextMonthWithinDays: 10 } },
    { id: '4', name: 'Last', rule: { kind: 'day_of_month', day: 31, nextMonthWithinDays: 0 } },
    { id: '5', name: 'No type', rule: { kind: 'day_of_month', day: 1, nextMonthWithinDays: 0 } },
  ]);
});

test('reads the tax codes for sales, with their rates', async () => {
  const rate = (value: string) => ({
    TaxRateDetail: [{ TaxRateRef: { value, name: 'old name' } }],
  });
  const { profile } = companyProfileOf({
    rows: {
      TaxCode: [
        { Id: 'TAX', Name: 'TAX' },
        { Id: 'NON', Name: 'NON' },
        { Id: 'CustomSalesTax', Name: 'CustomSalesTax' },
        { Id: '2', Name: '20.0% S', SalesTaxRateList: rate('3'), PurchaseTaxRateList: rate('4') },
        { Id: '3', Name: 'Purchases only', PurchaseTaxRateList: rate('4') },
        { Id: '4', Name: 'Out of scope' },
        { Id: '5', Name: 'Gone', Active: false, SalesTaxRateList: rate('3') },
        { Id: '6', Name: 'Hidden', Hidden: true, SalesTaxRateList: rate('3') },
        { Id: '7', Name: 'Dated', SalesTaxRateList: rate('5') },
        { Id: '8', Name: 'Unknown rate', SalesTaxRateList: rate('99') },
      ],
      TaxRate: [
        { Id: '3', Name: 'VAT 20%', RateValue: 20 },
        { Id: '4', Name: 'VAT purchases', RateValue: 20 },
        {
          Id: '5',
          Name: 'QST',
          EffectiveTaxRate: [
            { RateValue: 9.5, EndDate: '2012-12-31' },
            { RateValue: 9.975, EffectiveDate: '2013-01-01' },
          ],
        },
      ],
    },
  });
  expect((await profile).taxCodes).toEqual([
    { id: '2', name: '20.0% S', rates: [{ id: '3', name: 'VAT 20%', percent: '20' }] },
    { id: '4', name: 'Out of scope', rates: [] },
    { id: '7', name: 'Dated', rates: [{ id: '5', name: 'QST', percent: '9.975' }] },
    { id: '8', name: 'Unknown rate', rates: [{ id: '99', name: 'old name', percent: '0' }] },
  ]);
});

test.each([undefined, null, '', '  ', 'somewhere', { code: 'US' }])(
  'throws for the country %j',
  async (Country) => {
    await expect(companyProfileOf({ info: { Country } }).profile).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  },
);

describe('further fields of invoices', () => {
  /** Intuit's sample has spaces inside the names. */
  const CustomField = [
    {
      CustomField: [
        { Name: 'SalesFormsPrefs.UseSalesCustom1', Type: 'BooleanType', BooleanValue: true },
        { Name: 'SalesFormsPrefs.UseSalesCustom2 ', Type: 'BooleanType', BooleanValue: false },
        { Name: 'SalesFormsPrefs.Use SalesCustom3', Type: 'BooleanType', BooleanValue: true },
      ],
    },
    {
      CustomField: [
        { Name: 'SalesFormsPrefs. SalesCustomName1', Type: 'StringType', StringValue: 'PO number' },
        { Name: 'SalesFormsPrefs.SalesCustomName2', Type: 'StringType', StringValue: 'Old one' },
      ],
    },
  ];

  test('are those that the preferences turn on, with the active classes and locations', async () => {
    const { profile, asked } = companyProfileOf({
      info: { NameValue: [{ Name: 'OfferingSku', Value: 'QuickBooks Online Plus' }] },
      preferences: {
        SalesFormsPrefs: { AllowShipping: true, CustomField },
        AccountingInfoPrefs: {
          ClassTrackingPerTxnLine: true,
          TrackDepartments: true,
          DepartmentTerminology: 'Store',
        },
      },
      rows: {
        Class: [
          { Id: '2', Name: 'Rental', FullyQualifiedName: 'Furniture:Rental' },
          { Id: '1', Name: 'Furniture', FullyQualifiedName: 'Furniture' },
        ],
        Department: [{ Id: '7', Name: 'Boston' }],
      },
    });
    expect((await profile).invoiceFields).toEqual({
      custom: [
        { field: 'custom1', label: 'PO number' },
        { field: 'custom3', label: 'Custom field 3' },
      ],
      shipping: true,
      classes: 'per_line',
      locations: true,
      locationLabel: 'Store',
      classList: [
        { id: '1', name: 'Furniture' },
        { id: '2', name: 'Furniture:Rental' },
      ],
      locationList: [{ id: '7', name: 'Boston' }],
      plan: 'QuickBooks Online Plus',
    });
    expect(asked.sort()).toEqual(['Class', 'Department', 'TaxCode', 'TaxRate', 'Term']);
  });

  test('have one class for an invoice where lines have none', async () => {
    const { profile } = companyProfileOf({
      preferences: { AccountingInfoPrefs: { ClassTrackingPerTxn: true } },
    });
    expect((await profile).invoiceFields).toMatchObject({
      classes: 'per_invoice',
      locations: false,
    });
  });
});
