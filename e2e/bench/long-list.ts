import type { Company, Office } from '../world/office.ts';
import { newestNumbers } from './newest-numbers.ts';

/** A deal whose customer has thousands of invoices in QuickBooks that are not mirrored yet. */
export type LongList = {
  company: Company;
  dealId: number;
  /** Number of invoices of the customer. */
  count: number;
  /** Invoice numbers at the top of the list. */
  firstNumbers: string[];
};

export type QuickbooksInvoice = {
  DocNumber: string;
  TxnDate: string;
  CustomerRef: { value: string };
};

const many = 3_000;

/**
 * Seeds a new realm with 3,000 invoices of one customer, links that customer to a deal without
 * invoices, and requests the list of all dates, which the app stores as the user's period.
 */
export const seedLongList = async (office: Office): Promise<LongList> => {
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const { customers } = await office.quickbooks.get<{
    customers: { Id: string; Active: boolean }[];
  }>(`realms/${realm.realmId}/contents`);
  const customerId = customers.find(({ Active }) => Active)?.Id ?? '';
  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, { count: many, customerId });
  const contents = await office.quickbooks.get<{ invoices: QuickbooksInvoice[] }>(
    `realms/${realm.realmId}/contents`,
  );
  const invoices = contents.invoices.filter(({ CustomerRef }) => CustomerRef.value === customerId);

  const dealId = company.deals.withProducts;
  const context = { of: 'deal', id: dealId };
  const call = (action: string, input: object) =>
    office.call(company, company.salesLead, action, { context, ...input });
  await call('customers/change', { customerId });
  await call('invoice-list/list', {
    filters: { period: { kind: 'all' }, text: '', statuses: [] },
    skip: 0,
  });
  return { company, dealId, count: invoices.length, firstNumbers: newestNumbers(invoices) };
};
