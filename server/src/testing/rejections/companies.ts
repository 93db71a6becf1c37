import type { RealmLike } from '../make-company.ts';

type Setup = {
  /** The emulator's company that it begins as; its README lists what these have. */
  like: RealmLike;
  /** Preferences and switches of the emulator. */
  settings?: Record<string, unknown>;
  /** What users of QuickBooks did: `[path below the realm's control, body]`. */
  changes?: [string, Record<string, unknown>][];
};

/** Records that every company of the table has beside the emulator's own. */
export const records = {
  customer: '1',
  otherCustomer: '3',
  inactiveCustomer: '4',
  /** Merged into `otherCustomer`. */
  mergedCustomer: '6',
  /** In euros, in the British company. */
  foreignCustomer: '2',
  item: '6',
  otherItem: '3',
  inactiveItem: '5',
  /** Inactive until a row reactivates it: a customer in `us`, an item in `usLines`. */
  restoredCustomer: '9',
  restoredItem: '9',
  /** An inactive item whose name a row wants for a new one, in `usLines`. */
  formerItem: '10',
  /** An item of the type Category, in `usLines`. */
  category: '7',
  /** An item of the type Group, in `usLines` and `uk`. */
  bundle: '900',
  vendorName: 'Timberline Supply',
  employeeName: 'Workshop Lead',
  usedNumber: 'INV-0099',
  inactiveTerm: '4',
  inactiveTaxCode: '6',
  purchaseTaxCode: '90',
} as const;

const customFields: [string, Record<string, unknown>] = [
  'customFields',
  {
    fields: [
      { DefinitionId: '1', Name: 'PO Number' },
      { DefinitionId: '2', Name: 'Cost center' },
      { DefinitionId: '3', Name: 'Project code' },
    ],
  },
];

const anInvoice = {
  CustomerRef: { value: records.customer },
  Line: [
    {
      Amount: 10,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: { value: records.item }, TaxCodeRef: { value: 'NON' } },
    },
  ],
};

/** An item that QuickBooks has renamed, because it was made inactive. */
const inactiveItem = (Id: string, name: string) => ({
  Id,
  Name: `${name} (deleted)`,
  FullyQualifiedName: `${name} (deleted)`,
  Active: false,
});

/** Each company is set up once and shared by all of its rows. */
export const companies = {
  /** United States, automated sales tax. */
  us: {
    like: 'us',
    changes: [
      ['customers/merge', { from: records.mergedCustomer, into: records.otherCustomer }],
      ['customers', { Id: records.restoredCustomer, Active: false }],
      ['customers', { DisplayName: 'Brightwater Offices' }],
      ['customers', { DisplayName: 'Northern Light Studio' }],
      ['customers', { DisplayName: 'Northern Light Studio 2' }],
      ['vendors', { DisplayName: 'Harbour Freight', Active: false }],
    ],
  },
  /** Like `us`, so that rows about them run beside those of customers. */
  usAddresses: { like: 'us' },
  usLines: {
    like: 'us',
    // As reported of customers: the name of an inactive one is taken.
    settings: { inactiveItemNames: 'taken' },
    changes: [
      ['terms', { Id: records.inactiveTerm, Active: false }],
      ['items', { Id: records.category, Type: 'Category' }],
      ['items', inactiveItem(records.restoredItem, 'Garden bench')],
      ['items', inactiveItem(records.formerItem, 'Reading lamp')],
      ['items', { Id: records.bundle, Name: 'Set', Type: 'Group', Active: true }],
    ],
  },
  /** Automated sales tax that is 0 where the address names no place. */
  noPlaceNoTax: { like: 'us', settings: { taxWithoutAddress: 'none' } },
  /** Three custom fields, shipping, one class for an invoice, and locations. */
  fields: {
    like: 'us',
    settings: { preferences: { classTracking: 'invoice', trackLocations: true } },
    changes: [customFields],
  },
  /** Like `fields`, with a class for each line. */
  fieldsByLine: { like: 'us', settings: { preferences: { classTracking: 'line' } } },
  /** Like `fields`, as users of the API reported about characters. */
  fieldsLatin: { like: 'us', settings: { emoji: 'fail', lettersStored: 'latin1' } },
  /** No custom fields, shipping, classes and locations; what is sent of them is left out. */
  fieldsOff: {
    like: 'us',
    settings: { preferences: { customFields: false, allowShipping: false } },
  },
  /** Like `fieldsOff`; what is sent of them is rejected. */
  fieldsRefused: {
    like: 'us',
    settings: {
      turnedOffFields: 'refuse',
      preferences: { customFields: false, allowShipping: false },
    },
  },
  /** As users of the API reported: emoji fail, and other letters become question marks. */
  usLatin: { like: 'us', settings: { emoji: 'fail', lettersStored: 'latin1' } },
  /** United States, sales tax codes of its own and custom transaction numbers. */
  customNumbers: {
    like: 'customNumbers',
    settings: { emoji: 'fail', lettersStored: 'latin1' },
    changes: [
      [
        'invoices',
        {
          invoices: [records.usedNumber, 'INV-0100', 'ACME'].map((DocNumber) => ({
            ...anInvoice,
            DocNumber,
          })),
        },
      ],
    ],
  },
  /** United Kingdom, several currencies. */
  uk: {
    like: 'uk',
    changes: [
      ['customers', { DisplayName: 'Möller Innenausbau GmbH GBP', CurrencyRef: { value: 'GBP' } }],
      ['items', { Id: records.bundle, Name: 'Set', Type: 'Group', Active: true }],
      ['taxCodes', { Id: records.inactiveTaxCode, Active: false }],
      [
        'taxCodes',
        {
          Id: records.purchaseTaxCode,
          Name: '20.0% RC Purchases',
          Active: true,
          Hidden: false,
          Taxable: true,
          TaxGroup: true,
          SalesTaxRateList: { TaxRateDetail: [] },
          PurchaseTaxRateList: { TaxRateDetail: [{ TaxRateRef: { value: '3' } }] },
        },
      ],
    ],
  },
  canada: { like: 'ca' },
  /** United States, closed books, no discounts, no shipping. */
  closed: {
    like: 'us',
    settings: {
      preferences: { bookCloseDate: '2026-03-31', allowDiscount: false, allowShipping: false },
    },
  },
  closedByPassword: {
    like: 'us',
    settings: { preferences: { bookCloseDate: '2026-03-31', closedBy: 'password' } },
  },
  serviceDates: { like: 'us', settings: { preferences: { allowServiceDate: true } } },
  /** French, with custom transaction numbers. */
  france: {
    like: 'uk',
    settings: { country: 'FR', preferences: { customTxnNumbers: true, multiCurrency: false } },
  },
  /** Compares amounts with quantities and prices of seven decimals. */
  storedFigures: { like: 'us', settings: { productOf: 'stored' } },
  /** A customer with credit, which new invoices take. */
  credit: {
    like: 'us',
    settings: { preferences: { autoApplyCredit: true } },
    changes: [['credit-memos', { customerId: records.customer, amount: 40 }]],
  },
  expired: { like: 'us', settings: { preferences: { subscription: 'EXPIRED' } } },
} as const satisfies Record<string, Setup>;

export type CompanyName = keyof typeof companies;

export const setupOf = (name: CompanyName): Setup => companies[name];
