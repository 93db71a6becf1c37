/**
 * The seeded story that both stand-ins tell: who works where, which deals are open, and whose books
 * are kept in QuickBooks. Names that must meet on both sides (a deal's organization and a customer in
 * the books) are written once, here. Amounts are decimal strings in the named currency.
 */
export const companies = {
  harbour: { id: 7001, name: 'Harbour Workspaces', domain: 'harbour-workspaces', currency: 'USD' },
  hillside: { id: 7002, name: 'Hillside Events', domain: 'hillside-events', currency: 'GBP' },
} as const;

export const users = {
  salesLead: { id: 11, companyId: 7001, name: 'Sales Lead', email: 'sales.lead@harbour.example' },
  accountManager: {
    id: 12,
    companyId: 7001,
    name: 'Account Manager',
    email: 'accounts@harbour.example',
  },
  eventsManager: {
    id: 21,
    companyId: 7002,
    name: 'Events Manager',
    email: 'events@hillside.example',
  },
} as const;

/** The six deals of the first company, by what each of them shows. */
export const deals = {
  withProducts: {
    id: 101,
    title: 'Office fit-out, 3rd floor',
    currency: 'USD',
    organizationId: 501,
    personId: 601,
  },
  withoutProducts: {
    id: 102,
    title: 'Meeting room acoustics',
    currency: 'USD',
    value: '4500.00',
    organizationId: 502,
    personId: 602,
  },
  foreignCurrency: {
    id: 103,
    title: 'Showroom Hamburg',
    currency: 'EUR',
    organizationId: 503,
    personId: 603,
  },
  discountsAndTaxes: {
    id: 104,
    title: 'Standing desks, second batch',
    currency: 'USD',
    organizationId: 504,
    personId: 604,
  },
  nearlyAlike: {
    id: 105,
    title: 'Reception refresh',
    currency: 'USD',
    organizationId: 505,
    personId: 605,
  },
  onlyAPerson: { id: 106, title: 'Home office set', currency: 'USD', personId: 606 },
} as const;

/** Organizations in Pipedrive; `inBooksAs` is the QuickBooks customer that means the same firm. */
export const organizations = {
  501: {
    name: 'Cedar & Finch Ltd',
    address: '18 Foundry Lane, Portland, OR 97209, USA',
    taxId: '93-1200417',
    inBooksAs: null,
  },
  502: {
    name: 'Northgate Library Trust',
    address: '2 Assembly Square, Boston, MA 02129, USA',
    taxId: '04-7781200',
    inBooksAs: 'Northgate Library Trust',
  },
  503: {
    name: 'Möller Innenausbau GmbH',
    address: 'Speicherstraße 7, 20457 Hamburg, Germany',
    taxId: 'DE298451237',
    inBooksAs: 'Möller Innenausbau GmbH',
  },
  504: {
    name: "O'Leary & Sons",
    address: '77 Quay Street, Galway H91 X2, Ireland',
    taxId: 'IE6388047V',
    inBooksAs: "O'Leary & Sons",
  },
  505: {
    name: 'Larkspur Dental Group Inc.',
    address: '400 Mission Street, San Francisco, CA 94105, USA',
    taxId: '94-3310091',
    inBooksAs: 'Larkspur Dental Group',
  },
} as const;

/** Contact persons in Pipedrive. */
export const persons = {
  601: { name: 'Purchasing Desk', email: 'purchasing@cedarfinch.example', organizationId: 501 },
  602: { name: 'Facilities Office', email: 'facilities@northgate.example', organizationId: 502 },
  603: {
    name: 'Einkauf Hamburg',
    email: 'einkauf@moeller-innenausbau.example',
    organizationId: 503,
  },
  604: { name: 'Accounts Payable', email: 'ap@oleary.example', organizationId: 504 },
  605: { name: 'Practice Manager', email: 'office@larkspurdental.example', organizationId: 505 },
  606: { name: 'Garden Studio Tenant', email: 'tenant@gardenstudio.example', organizationId: null },
} as const;

/** QuickBooks companies one may choose at consent. Realm ids are strings, up to 19 digits. */
export const realms = {
  us: {
    id: '9341450000000000101',
    name: 'Harbour Workspaces Inc.',
    country: 'US',
    currency: 'USD',
    zone: 'America/Los_Angeles',
  },
  uk: {
    id: '9341450000000000202',
    name: 'Harbour Workspaces UK Ltd',
    country: 'GB',
    currency: 'GBP',
    zone: 'Europe/London',
  },
  ca: {
    id: '9341450000000000303',
    name: 'Harbour Workspaces Canada',
    country: 'CA',
    currency: 'CAD',
    zone: 'America/Toronto',
  },
  customNumbers: {
    id: '9341450000000000404',
    name: 'Harbour Projects LLC',
    country: 'US',
    currency: 'USD',
    zone: 'America/New_York',
  },
} as const;

/** Products in Pipedrive's catalogue; `item` is the QuickBooks item that means the same, if there is one. */
export const products = {
  9001: { name: 'Oak desk 160', code: 'DSK-160', price: '640.00', item: 'Oak desk 160' },
  9002: { name: 'Acoustic panel', code: 'ACP-01', price: '118.50', item: 'Acoustic panel' },
  9003: { name: 'Installation', code: 'INS-HR', price: '85.00', item: 'Installation, hourly' },
  9004: { name: 'Standing desk', code: 'DSK-ST', price: '899.00', item: 'Standing desk' },
  9005: { name: 'Design consultation', code: 'DES-01', price: '1250.00', item: null },
} as const;
