import { describe, expect, test } from 'vitest';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type {
  Discount,
  DraftContent,
  DraftLine,
  SaleLocation,
} from '../../shared/contract/draft-content.ts';
import {
  discountSentence,
  discountSentenceRoom,
  lineDiscountParts,
} from '../../shared/money/line-discount-text.ts';
import { makeDraft, makeLine, makeProfile, makeTaxCode } from '../../testing/make-draft.ts';
import { invoiceBody } from './invoice-body.ts';

const us = (taxRegime: CompanyProfile['taxRegime']) =>
  makeProfile({
    country: 'US',
    homeCurrency: 'USD',
    currencies: ['USD'],
    taxRegime,
    taxCodes: [makeTaxCode('county', { county: '8' })],
  });

const body = (content: DraftContent, profile: CompanyProfile = makeProfile()) =>
  invoiceBody(content, profile, '58');
const details = (differs: Partial<DraftContent['details']>) => makeDraft({ details: differs });

test('builds an invoice of one line', () => {
  expect(body(makeDraft())).toEqual({
    CustomerRef: { value: '58' },
    TxnDate: '2027-03-13',
    DueDate: '2027-03-20',
    BillAddr: {
      Line1: 'Brightwater Offices',
      Line2: '1 Quay Street',
      City: 'Bristol',
      PostalCode: 'BS1 5TY',
    },
    BillEmail: { Address: 'accounts@brightwater.example' },
    GlobalTaxCalculation: 'TaxExcluded',
    Line: [
      {
        DetailType: 'SalesItemLineDetail',
        Amount: 100,
        SalesItemLineDetail: {
          ItemRef: { value: '1' },
          Qty: 1,
          UnitPrice: 100,
          TaxCodeRef: { value: 'standard' },
        },
      },
    ],
  });
});

test('sends the exchange rate of a foreign invoice', () => {
  const profile = makeProfile({ multiCurrency: true, currencies: ['GBP', 'EUR'] });
  const rate = { currency: 'EUR', date: '2027-03-13', rate: '0,8612', from: 'typed' as const };
  const foreign = details({ currency: 'EUR', exchangeRate: rate });
  expect(body(foreign, profile)).toMatchObject({
    CurrencyRef: { value: 'EUR' },
    ExchangeRate: 0.8612,
  });
  const home = details({ currency: 'GBP', exchangeRate: rate });
  expect(body(home, profile)).not.toHaveProperty('ExchangeRate');
});

describe('the location of a sale', () => {
  const france = makeProfile({ country: 'FR', homeCurrency: 'EUR', currencies: ['EUR'] });
  const at = (address: string, saleLocation?: SaleLocation) =>
    makeDraft({ customer: { address, saleLocation } });

  test.each([
    ['8 quai du Port\n44000 Nantes', undefined, 'WithinFrance'],
    ['12 rue de la Plage\n97400 Saint-Denis', undefined, 'FranceOverseas'],
    ['Speicherweg 4\n20457 Hamburg\nGermany', undefined, 'OutsideFranceWithEU'],
    ['4 Harbour Row\nBristol BS1 5TY', undefined, 'OutsideEU'],
    ['8 quai du Port\n44000 Nantes', 'outside_eu', 'OutsideEU'],
  ] as const)('%j, chosen %s: %s', (address, chosen, sent) => {
    expect(body(at(address, chosen), france)).toMatchObject({ TransactionLocationType: sent });
    const untaxed = { ...france, taxRegime: 'off' as const };
    expect(body(at(address, chosen), untaxed)).toMatchObject({ TransactionLocationType: sent });
  });

  test('is not sent outside France', () => {
    expect(body(at('44000 Nantes', 'other_eu'))).not.toHaveProperty('TransactionLocationType');
  });
});

describe('fields omitted so that QuickBooks fills them in', () => {
  test.each<[string, DraftContent, Partial<CompanyProfile>, string[]]>([
    [
      'an empty due date',
      details({ dueDate: '', term: { kind: 'none' } }),
      {},
      ['DueDate', 'SalesTermRef'],
    ],
    ['no address', makeDraft({ customer: { to: ' ', address: '\n' } }), {}, ['BillAddr']],
    ['no e-mail', makeDraft({ customer: { email: ' ' } }), {}, ['BillEmail']],
    [
      'no copies',
      makeDraft({ customer: { cc: '', bcc: ' ' } }),
      {},
      ['BillEmailCc', 'BillEmailBcc'],
    ],
    ['the number, where QuickBooks numbers', details({ number: '1042' }), {}, ['DocNumber']],
    ['an empty number', details({ number: ' ' }), { customNumbers: true }, ['DocNumber']],
    ['the currency, where there is one', makeDraft(), {}, ['CurrencyRef']],
    ['empty texts', details({ memo: ' ', message: '' }), {}, ['PrivateNote', 'CustomerMemo']],
  ])('%s', (_, content, profile, keys) => {
    for (const key of keys) expect(body(content, makeProfile(profile))).not.toHaveProperty(key);
  });
});

test('sends e-mail addresses separated by semicolons with commas', () => {
  const content = makeDraft({ customer: { email: 'a@acme.example; b@acme.example;' } });
  expect(body(content)).toMatchObject({ BillEmail: { Address: 'a@acme.example, b@acme.example' } });
});

test('sends copies, and marks the invoice to be sent', () => {
  const content = makeDraft({
    customer: {
      email: 'a@acme.example',
      cc: 'b@acme.example;c@acme.example',
      bcc: 'd@acme.example',
    },
  });
  const copies = {
    BillEmailCc: { Address: 'b@acme.example, c@acme.example' },
    BillEmailBcc: { Address: 'd@acme.example' },
  };
  expect(body(content)).toMatchObject(copies);
  expect(body(content)).not.toHaveProperty('EmailStatus');
  expect(invoiceBody(content, makeProfile(), '58', { delivery: 'send' })).not.toHaveProperty(
    'EmailStatus',
  );
  expect(invoiceBody(content, makeProfile(), '58', { delivery: 'mark' })).toMatchObject({
    ...copies,
    EmailStatus: 'NeedToSend',
  });
});

test('sends optional fields that are filled in', () => {
  const content = details({
    number: ' HP-7 ',
    memo: 'Deal 101',
    message: 'Thank you',
    currency: 'EUR',
    term: { kind: 'quickbooks', id: '3' },
  });
  const profile = makeProfile({
    customNumbers: true,
    multiCurrency: true,
    currencies: ['GBP', 'EUR'],
  });
  expect(body(content, profile)).toMatchObject({
    DocNumber: 'HP-7',
    PrivateNote: 'Deal 101',
    CustomerMemo: { value: 'Thank you' },
    CurrencyRef: { value: 'EUR' },
    SalesTermRef: { value: '3' },
  });
});

describe('tax', () => {
  const line = (taxCodeId: string | null) => ({ lines: [makeLine({ taxCodeId })] });
  const codeOf = (content: DraftContent, profile: CompanyProfile) =>
    (body(content, profile).Line as { SalesItemLineDetail: unknown }[])[0]?.SalesItemLineDetail;

  test('sends tax-inclusive prices net, with the gross amount', () => {
    const content = makeDraft({
      lines: [makeLine({ quantity: '3', unitPrice: '9.99' })],
      details: { taxMode: 'inclusive' },
    });
    expect(body(content)).toMatchObject({
      GlobalTaxCalculation: 'TaxInclusive',
      Line: [
        {
          Amount: 24.98,
          SalesItemLineDetail: { Qty: 3, UnitPrice: 8.327, TaxInclusiveAmt: 29.97 },
        },
      ],
    });
  });

  test('sends no code when no tax is requested', () => {
    const content = details({ taxMode: 'none' });
    expect(body(content)).toMatchObject({ GlobalTaxCalculation: 'NotApplicable' });
    expect(codeOf(content, makeProfile())).not.toHaveProperty('TaxCodeRef');
  });

  test('sends NotApplicable when tax is off outside the US', () => {
    const profile = makeProfile({ taxRegime: 'off' });
    expect(body(makeDraft(), profile)).toMatchObject({ GlobalTaxCalculation: 'NotApplicable' });
    expect(codeOf(makeDraft(), profile)).not.toHaveProperty('TaxCodeRef');
  });

  test('sends no mode in the US, and lines are taxable, not taxable, or as their item', () => {
    const profile = us('us_automatic');
    expect(body(makeDraft(line('TAX')), profile)).not.toHaveProperty('GlobalTaxCalculation');
    expect(codeOf(makeDraft(line('TAX')), profile)).toMatchObject({ TaxCodeRef: { value: 'TAX' } });
    expect(codeOf(makeDraft(line(null)), profile)).not.toHaveProperty('TaxCodeRef');
    expect(body(makeDraft(line('TAX')), profile)).not.toHaveProperty('TxnTaxDetail');
  });

  test("sends the invoice's tax code in the US without automated sales tax", () => {
    const content = makeDraft({ ...line('TAX'), details: { salesTaxCodeId: 'county' } });
    expect(body(content, us('us_manual'))).toMatchObject({
      ApplyTaxAfterDiscount: true,
      TxnTaxDetail: { TxnTaxCodeRef: { value: 'county' } },
    });
    expect(body(makeDraft(line('TAX')), us('us_manual'))).not.toHaveProperty('TxnTaxDetail');
  });
});

test('does not repeat the item name in the description', () => {
  const item = { id: '7', name: 'Oak desk 160', taxable: null };
  const lineOf = (description: string) =>
    (body(makeDraft({ lines: [makeLine({ item, description })] })).Line as object[])[0];
  expect(lineOf('Oak desk 160\nOiled')).toMatchObject({ Description: 'Oiled' });
  expect(lineOf('oak desk 160')).not.toHaveProperty('Description');
  expect(lineOf('Desk, oiled')).toMatchObject({ Description: 'Desk, oiled' });
});

describe('discounts', () => {
  const discounted = (discount: Discount, differs: Partial<DraftLine> = {}) =>
    body(makeDraft({ lines: [makeLine({ discount, ...differs })] })).Line as object[];

  test('a line discount reduces the price and is stated in the description', () => {
    const line = { description: 'Standing desk', quantity: '7', unitPrice: '10' };
    expect(discounted({ kind: 'percent', value: '33.3' }, line)).toMatchObject([
      {
        Amount: 46.69,
        Description: 'Standing desk\nList price 10.00 GBP, less 33.3%',
        SalesItemLineDetail: { Qty: 7, UnitPrice: 6.67 },
      },
    ]);
  });

  test('a line discount as an amount', () => {
    expect(discounted({ kind: 'amount', value: '5' })).toMatchObject([
      { Amount: 95, Description: 'List price 100.00 GBP, less 5.00 GBP on this line' },
    ]);
  });

  test.each<[Discount, object[]]>([
    [
      { kind: 'percent', value: '12,5' },
      [
        {
          DetailType: 'DiscountLineDetail',
          DiscountLineDetail: { PercentBased: true, DiscountPercent: 12.5 },
        },
      ],
    ],
    [
      { kind: 'amount', value: '20' },
      [
        {
          DetailType: 'DiscountLineDetail',
          Amount: 20,
          DiscountLineDetail: { PercentBased: false },
        },
      ],
    ],
    [{ kind: 'amount', value: '0' }, []],
    [{ kind: 'percent', value: '' }, []],
    [{ kind: 'none' }, []],
  ])('a discount of the whole invoice: %j', (discount, lines) => {
    expect((body(makeDraft({ discount })).Line as object[]).slice(1)).toEqual(lines);
  });

  test('an amount off tax-inclusive prices is sent without tax', () => {
    const content = makeDraft({
      lines: [makeLine({ unitPrice: '120' })],
      discount: { kind: 'amount', value: '12' },
      details: { taxMode: 'inclusive' },
    });
    expect(body(content).Line).toMatchObject([{}, { Amount: 10 }]);
  });

  test('the longest discount sentence fits its reserved length', () => {
    const line = makeLine({
      quantity: '0.00001',
      unitPrice: '99999999999.9999999',
      discount: { kind: 'percent', value: `1.${'9'.repeat(38)}` },
    });
    const parts = lineDiscountParts(line);
    expect(parts).not.toBeNull();
    if (parts)
      expect(discountSentence(parts, 'GBP').length).toBeLessThanOrEqual(discountSentenceRoom);
  });
});
