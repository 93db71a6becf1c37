import type { Office, Realm } from '../world/office.ts';
import type { World } from '../world/world.ts';

type Invoice = {
  Id: string;
  DocNumber?: string;
  CustomerRef: { value: string };
  Balance: number;
  TotalAmt: number;
  PrivateNote?: string;
  CurrencyRef?: { value: string };
  ExchangeRate?: number;
  HomeTotalAmt?: number;
  DueDate?: string;
  SalesTermRef?: { value: string; name?: string };
  SyncToken: string;
  Line: { Amount: number; SalesItemLineDetail?: { Qty?: number } }[];
};
type Customer = {
  Id: string;
  DisplayName: string;
  PrimaryEmailAddr?: { Address: string };
  BillAddr?: Record<string, string>;
  ResaleNum?: string;
};
type RealmContents = {
  invoices: Invoice[];
  customers: Customer[];
  payments: { UnappliedAmt: number }[];
  mails: { to?: string; cc?: string }[];
};

/** Everything that the QuickBooks emulator stores for this company. */
export const allInQuickbooks = (office: Office, realm: Realm): Promise<RealmContents> =>
  office.quickbooks.get<RealmContents>(`realms/${realm.realmId}/contents`);

/** The invoice with this number in QuickBooks; undefined once it is deleted. */
export const inQuickbooks = async (
  office: Office,
  realm: Realm,
  number: string,
): Promise<Invoice | undefined> => {
  const { invoices } = await allInQuickbooks(office, realm);
  return invoices.find((invoice) => invoice.DocNumber === number);
};

/** The customer with this name in QuickBooks. */
export const customerInQuickbooks = async (
  office: Office,
  realm: Realm,
  name: string,
): Promise<Customer> => {
  const { customers } = await allInQuickbooks(office, realm);
  const found = customers.find(({ DisplayName }) => DisplayName === name);
  if (!found) throw new Error(`QuickBooks has no customer ${name}`);
  return found;
};

/**
 * Creates a customer directly in QuickBooks, or changes these fields of one. Returns the result.
 */
export const writeCustomer = (
  office: Office,
  realm: Realm,
  fields: Record<string, unknown>,
): Promise<Customer> => office.quickbooks.post(`realms/${realm.realmId}/customers`, fields);

type NewInvoice = { number: string; amount: number; date: string; due?: string; memo?: string };

/**
 * Fields that Intuit requires outside the US and with several currencies.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
type Writing = { taxed?: 'NotApplicable'; currency?: string };

/**
 * Creates invoices directly in QuickBooks. Without a due date, the customer's payment term applies.
 */
export const writeInQuickbooks = async (
  office: Office,
  realm: Realm,
  customerId: string,
  invoices: NewInvoice[],
  { taxed, currency }: Writing = {},
): Promise<void> => {
  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, {
    invoices: invoices.map(({ number, amount, date, due, memo }) => ({
      CustomerRef: { value: customerId },
      ...(taxed && { GlobalTaxCalculation: taxed }),
      ...(currency && { CurrencyRef: { value: currency } }),
      DocNumber: number,
      TxnDate: date,
      ...(due === undefined ? {} : { DueDate: due }),
      ...(memo === undefined ? {} : { PrivateNote: memo }),
      Line: [
        {
          DetailType: 'SalesItemLineDetail',
          Amount: amount,
          SalesItemLineDetail: { ItemRef: { value: '1' }, Qty: 1, UnitPrice: amount },
        },
      ],
    })),
  });
};

/**
 * Answers every call of this company with 503, also those of background jobs, until the returned
 * function is called. `path` limits it to paths that match this pattern.
 */
export const stopAnswering = async (
  office: Office,
  { realmId }: Realm,
  path?: string,
): Promise<() => Promise<unknown>> => {
  const match = { realm: realmId, ...(path !== undefined && { path }) };
  await office.quickbooks.post('faults', { match, fault: 'status', status: 503, share: 1 });
  return () => office.quickbooks.delete(`faults?realm=${realmId}`);
};

/** Schedules a fault for the next write of an invoice, or for the next request to send one. */
export const onNextWrite = (office: Office, realm: Realm, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: realm.realmId, method: 'POST', path: '/invoice(/\\d+/send)?$' },
    ...fault,
  });

/** Schedules a fault for the next write of a customer. */
export const onNextCustomerWrite = (office: Office, realm: Realm, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: realm.realmId, method: 'POST', path: '/customer$' },
    ...fault,
  });

/** Changes the price of the first line of an invoice as a user of QuickBooks would. */
export const setPriceInQuickbooks = async (
  { quickbooksUrl }: World,
  office: Office,
  { realmId, name }: Realm,
  { number, price }: { number: string; price: number },
): Promise<void> => {
  const invoice = await inQuickbooks(office, { realmId, name }, number);
  const [first, ...others] = invoice?.Line ?? [];
  const detail = { ...first?.SalesItemLineDetail, UnitPrice: price };
  const { access_token } = await office.quickbooks.post<{ access_token: string }>('grants', {
    realmId,
  });
  const response = await fetch(`${quickbooksUrl}/v3/company/${realmId}/invoice`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify({
      Id: invoice?.Id,
      SyncToken: invoice?.SyncToken,
      sparse: true,
      Line: [
        { ...first, Amount: price * (detail.Qty ?? 1), SalesItemLineDetail: detail },
        ...others,
      ],
    }),
  });
  if (!response.ok) throw new Error(await response.text());
};
