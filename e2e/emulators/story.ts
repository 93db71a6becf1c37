/**
 * Seed data of both emulators: users, deals, contacts, products and QuickBooks companies. Names
 * that must match on both sides, such as an organization and its QuickBooks customer, are defined
 * only here. Amounts are decimal strings in the named currency.
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

/** The six deals of the first company, named after the case that each one demonstrates. */
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

/** Organizations in Pipedrive; `inQuickbooksAs` is the matching QuickBooks customer, if any. */
export const organizations = {
  501: {
    name: 'Cedar & Finch Ltd',
    address: '18 Foundry Lane, Portland, OR 97209, USA',
    taxId: '93-1200417',
    inQuickbooksAs: null,
  },
  502: {
    name: 'Northgate Library Trust',
    address: '2 Assembly Square, Boston, MA 02129, USA',
    taxId: '04-7781200',
    inQuickbooksAs: 'Northgate Library Trust',
  },
  503: {
    name: 'Möller Innenausbau GmbH',
    address: 'Speicherstraße 7, 20457 Hamburg, Germany',
    taxId: 'DE298451237',
    inQuickbooksAs: 'Möller Innenausbau GmbH',
  },
  504: {
    name: "O'Leary & Sons",
    address: '77 Quay Street, Galway H91 X2, Ireland',
    taxId: 'IE6388047V',
    inQuickbooksAs: "O'Leary & Sons",
  },
  505: {
    name: 'Larkspur Dental Group Inc.',
    address: '400 Mission Street, San Francisco, CA 94105, USA',
    taxId: '94-3310091',
    inQuickbooksAs: 'Larkspur Dental Group',
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

/** QuickBooks companies offered at consent. Realm ids are strings of up to 19 digits. */
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

/** Pipedrive's product catalogue; `item` is the matching QuickBooks item, if any. */
export const products = {
  9001: { name: 'Oak desk 160', code: 'DSK-160', price: '640.00', item: 'Oak desk 160' },
  9002: { name: 'Acoustic panel', code: 'ACP-01', price: '118.50', item: 'Acoustic panel' },
  9003: { name: 'Installation', code: 'INS-HR', price: '85.00', item: 'Installation, hourly' },
  9004: { name: 'Standing desk', code: 'DSK-ST', price: '899.00', item: 'Standing desk' },
  9005: { name: 'Design consultation', code: 'DES-01', price: '1250.00', item: null },
} as const;

/** Product rows by deal id; `disabled` excludes a row from the deal's total. */
export const dealProducts: Record<number, DealProductStory[]> = {
  101: [
    { product: 9001, price: '640.00', quantity: '12' },
    { product: 9002, price: '118.50', quantity: '24', comments: 'Colour: moss green' },
    { product: 9003, price: '85.00', quantity: '16' },
  ],
  103: [
    { product: 9001, price: '590.00', quantity: '6' },
    { product: 9005, price: '1150.00', quantity: '1' },
  ],
  104: [
    { product: 9004, price: '899.00', quantity: '20', discount: '10%', tax: '8' },
    { product: 9002, price: '118.50', quantity: '10', discount: '50.00', tax: '8' },
    { product: 9003, price: '85.00', quantity: '8', tax: '0' },
    { product: 9005, price: '1250.00', quantity: '1', tax: '0', disabled: true },
  ],
  105: [
    { product: 9004, price: '899.00', quantity: '2' },
    { product: 9003, price: '85.00', quantity: '3' },
  ],
  106: [
    { product: 9004, price: '899.00', quantity: '1' },
    { product: 9002, price: '118.50', quantity: '2' },
  ],
  201: [
    { product: 9101, price: '2400.00', quantity: '1', tax: '20' },
    { product: 9102, price: '38.00', quantity: '120', tax: '20' },
  ],
};

/** A product row; `discount` is an amount unless it ends in `%`, `tax` is a percentage. */
export interface DealProductStory {
  product: number;
  price: string;
  quantity: string;
  discount?: string;
  tax?: string;
  comments?: string;
  disabled?: true;
}

/** Discounts on whole deals, in addition to those of the rows. */
export const dealDiscounts: Record<number, { amount: string; description: string }[]> = {
  104: [
    { amount: '5%', description: 'Framework agreement' },
    { amount: '250.00', description: 'Second order' },
  ],
};

/** Planned instalments of deals; `inDays` counts from today. */
export const installments: Record<
  number,
  { amount: string; inDays: number; description: string }[]
> = {
  101: [
    { amount: '4000.00', inDays: 7, description: 'Deposit' },
    { amount: '7884.00', inDays: 45, description: 'On completion' },
  ],
};

/** The second company, invisible to users of the first one. */
export const hillside = {
  deals: {
    summerGala: {
      id: 201,
      title: 'Summer gala marquee',
      currency: 'GBP',
      organizationId: 551,
      personId: 651,
    },
    breakfastSeries: {
      id: 202,
      title: 'Client breakfast series',
      currency: 'GBP',
      value: '3200.00',
      organizationId: 551,
      personId: 651,
    },
  },
  organizations: {
    551: {
      name: 'Wren Valley Arts Council',
      address: '9 Market Cross, Wells, BA5 2RF, United Kingdom',
      taxId: 'GB210334587',
    },
  },
  persons: {
    651: { name: 'Programme Office', email: 'programme@wrenvalley.example', organizationId: 551 },
  },
  products: {
    9101: { name: 'Marquee hire, weekend', code: 'MRQ-WE', price: '2400.00' },
    9102: { name: 'Dinner, per guest', code: 'DIN-PP', price: '38.00' },
  },
} as const;
