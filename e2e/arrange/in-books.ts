import type { Books, Office } from '../world/office.ts';

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
};
type Customer = {
  Id: string;
  DisplayName: string;
  PrimaryEmailAddr?: { Address: string };
  BillAddr?: Record<string, string>;
  ResaleNum?: string;
};
type Look = {
  invoices: Invoice[];
  customers: Customer[];
  payments: { UnappliedAmt: number }[];
  mails: { to?: string; cc?: string }[];
};

/** All that QuickBooks has in this company. */
export const allInBooks = (office: Office, books: Books): Promise<Look> =>
  office.quickbooks.get<Look>(`realms/${books.realmId}/books`);

/** The invoice of this number as QuickBooks has it; undefined once it is deleted. */
export const inBooks = async (
  office: Office,
  books: Books,
  number: string,
): Promise<Invoice | undefined> => {
  const { invoices } = await allInBooks(office, books);
  return invoices.find((invoice) => invoice.DocNumber === number);
};

/** The customer of this name as QuickBooks has it. */
export const customerInBooks = async (
  office: Office,
  books: Books,
  name: string,
): Promise<Customer> => {
  const { customers } = await allInBooks(office, books);
  const found = customers.find(({ DisplayName }) => DisplayName === name);
  if (!found) throw new Error(`No customer ${name}`);
  return found;
};

/** Makes a customer in QuickBooks itself, or changes these fields of one; returns it as it is then. */
export const writeCustomer = (
  office: Office,
  books: Books,
  fields: Record<string, unknown>,
): Promise<Customer> => office.quickbooks.post(`realms/${books.realmId}/customers`, fields);

type Wish = { number: string; amount: number; date: string; due?: string; memo?: string };

/** What Intuit asks for outside the US and in books of several currencies (Intuit: Invoice). */
type Writing = { taxed?: 'NotApplicable'; currency?: string };

/** Invoices that somebody wrote in QuickBooks itself; without a due date in their customer's usual term. */
export const writeInBooks = async (
  office: Office,
  books: Books,
  customerId: string,
  wishes: Wish[],
  { taxed, currency }: Writing = {},
): Promise<void> => {
  await office.quickbooks.post(`realms/${books.realmId}/invoices`, {
    invoices: wishes.map(({ number, amount, date, due, memo }) => ({
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

/** What QuickBooks does with the next write of an invoice, or with the next request to send one. */
export const onNextWrite = (office: Office, books: Books, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: books.realmId, method: 'POST', path: '/invoice(/\\d+/send)?$' },
    ...fault,
  });

/** What QuickBooks does with the next write of a customer. */
export const onNextCustomerWrite = (office: Office, books: Books, fault: Record<string, unknown>) =>
  office.quickbooks.post('faults', {
    match: { realm: books.realmId, method: 'POST', path: '/customer$' },
    ...fault,
  });
