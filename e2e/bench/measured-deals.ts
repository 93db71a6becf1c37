import Database from 'better-sqlite3';
import pg from 'pg';
import { inDays } from '../arrange/days.ts';
import { makeInvoice } from '../arrange/make-invoice.ts';
import type { Company, Office, Realm } from '../world/office.ts';

/** Issue and due date of each invoice, in days from today, oldest first. */
const dates = [
  [-90, -60],
  [-60, -30],
  [-45, -15],
  [-40, -10],
  [-30, 0],
  [-20, 1],
  [-14, 6],
  [-7, 13],
  [-1, 29],
  [0, 60],
] as const;

/**
 * Creates ten invoices of one deal with the form's API, pays the oldest and part of the next, and
 * refreshes the mirror. They are the rows that the measured pages show.
 */
export const seedInvoices = async (
  office: Office,
  company: Company,
  realm: Realm,
): Promise<void> => {
  const numbers: string[] = [];
  for (const [issued, due] of dates) {
    const details = { issueDate: inDays(issued), dueDate: inDays(due), term: { kind: 'none' } };
    const lines = [{ description: 'Measured', quantity: '1', unitPrice: `${1200 + issued}` }];
    numbers.push(await makeInvoice(office, company, 'withProducts', { details, lines }));
  }
  const { invoices } = await office.quickbooks.get<{
    invoices: { Id: string; DocNumber: string }[];
  }>(`realms/${realm.realmId}/contents`);
  const pay = (number: string | undefined, amount?: string) => {
    const invoiceId = invoices.find(({ DocNumber }) => DocNumber === number)?.Id;
    return office.quickbooks.post(`realms/${realm.realmId}/payments`, { invoiceId, amount });
  };
  await pay(numbers[0]);
  await pay(numbers[1], '400.00');
  const context = { of: 'deal', id: company.deals.withProducts };
  await office.call(company, company.salesLead, 'invoices/refresh', { context });
};

/** Value of every measured deal, which exceeds the total of its invoices. */
export const dealValue = { amount: '20000', currency: 'USD' };

/**
 * Links the invoices of the seeded deal to another one. `database` is a file or a PostgreSQL URL.
 */
const copyLinks = async (
  database: string,
  { dealId, company }: { dealId: number; company: Company },
): Promise<void> => {
  const from = company.deals.withProducts;
  const copy = (...[toDealId, companyId, fromDealId]: string[]) =>
    `insert into deal_invoices (company_id, realm_id, deal_id, invoice_id, how, linked_by_id, linked_at)
     select company_id, realm_id, ${toDealId}, invoice_id, how, linked_by_id, linked_at
     from deal_invoices where company_id = ${companyId} and deal_id = ${fromDealId}`;
  if (database.startsWith('postgres://')) {
    const client = new pg.Client({ connectionString: database });
    await client.connect();
    await client.query(copy('$1::bigint', '$2', '$3'), [dealId, company.id, from]);
    await client.end();
    return;
  }
  const client = new Database(database);
  client.prepare(copy('?', '?', '?')).run(dealId, company.id, from);
  client.close();
};

/**
 * Adds a deal of the same organization, which the app has not read yet, through Pipedrive's dialog.
 * Writes the links to the same invoices directly into the app's database.
 */
export const addDeal = async (
  pipedriveUrl: string,
  database: string,
  office: Office,
  company: Company,
): Promise<number> => {
  const values = { title: 'Measured deal' };
  const response = await fetch(`${pipedriveUrl}/host/things`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userId: company.salesLead, type: 'deal', values }),
  });
  const { id } = (await response.json()) as { id: number };
  const edit = (dealId: number, fields: object) =>
    office.pipedrive.post<{ org_id: number }>(`deals/${dealId}`, {
      companyId: company.id,
      ...fields,
    });
  const { org_id } = await edit(company.deals.withProducts, {});
  const { amount: value, currency } = dealValue;
  await edit(id, { org_id, value, currency });
  await copyLinks(database, { dealId: id, company });
  return id;
};
