import type { Company } from '../company/realm.ts';
import { objectNotFound } from '../company/references.ts';
import { runQuery } from '../query/run-query.ts';
import { refuseOtherLetters } from '../query/tokens.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { companyInfoView } from './company-info-view.ts';
import { customerView } from './customer-view.ts';
import { refuseFailing, refuseFailingAlone } from './failing-records.ts';
import { withInvoiceLink } from './invoice-link.ts';
import { preferencesView } from './preferences-view.ts';

/** Entities by their wire name, as rows in the default order. */
function tableOf(company: Company, entity: string): Record<string, object> | undefined {
  const tables: Record<string, Record<string, object>> = {
    Invoice: company.invoices,
    Customer: company.customers,
    Item: company.items,
    Payment: company.payments,
    CreditMemo: company.creditMemos,
    Estimate: company.estimates,
    PaymentMethod: company.paymentMethods,
    Term: company.terms,
    TaxCode: company.taxCodes,
    TaxRate: company.taxRates,
    CompanyCurrency: company.currencies,
    Account: company.accounts,
    Vendor: company.vendors,
    Employee: company.employees,
    Class: company.classes,
    Department: company.departments,
  };
  return tables[entity];
}

/** Names as in envelopes, by the lower-case name of the path. */
export const wireNames = new Map(
  [
    'Invoice',
    'Customer',
    'Item',
    'Payment',
    'CreditMemo',
    'Estimate',
    'PaymentMethod',
    'Term',
    'TaxCode',
    'TaxRate',
    'CompanyCurrency',
    'Account',
    'Vendor',
    'Employee',
    'Class',
    'Department',
  ].map((name) => [name.toLowerCase(), name]),
);

/** `GET /{entity}/{id}`: the object under its wire name; 610 when it is missing or deleted. */
export function readEntity(call: Call, path: string, id: string): object {
  const { company } = call.realm;
  if (path === 'companyinfo') return { CompanyInfo: companyInfoView(company) };
  const name = wireNames.get(path);
  if (!name) throw refusal('500', `Unsupported Operation : Operation ${path} is not supported.`);
  const found = tableOf(company, name)?.[id];
  if (!found && !/^\d+$/.test(id)) throw refusal('2030', `Invalid ID : ${id}`);
  if (!found) throw objectNotFound();
  refuseFailingAlone(call.switches, name, found);
  const view = viewOf(company, name, found);
  const invoice = name === 'Invoice' ? company.invoices[id] : undefined;
  return invoice ? { Invoice: withInvoiceLink(call, invoice) } : { [name]: view };
}

/** `GET /query` and `POST /query`. */
export function queryEntities(
  { realm, switches, world }: Call,
  statement: string,
): { QueryResponse: object } {
  const lagging = switches.queriesLag ? world.lagging.get(realm.company.id) : undefined;
  const company = lagging ?? realm.company;
  const { lettersInQueries, projections } = switches;
  if (lettersInQueries !== 'all') refuseOtherLetters(statement, lettersInQueries);
  const { QueryResponse } = runQuery(statement, (entity) => rowsOf(company, entity), {
    projections: projections === 'accept',
    refuseRow: (entity, row) => refuseFailing(switches, entity, row),
  });
  const viewed = Object.entries(QueryResponse).map(([key, value]) => [
    key,
    Array.isArray(value) ? value.map((row) => viewOf(company, key, row)) : value,
  ]);
  return { QueryResponse: Object.fromEntries(viewed) };
}

/** All stored rows of an entity. */
export function rowsOf(company: Company, entity: string): object[] {
  if (entity === 'Preferences') return [preferencesView(company)];
  if (entity === 'CompanyInfo') return [companyInfoView(company)];
  return Object.values(tableOf(company, entity) ?? {});
}

/** A row as the API returns it. */
export function viewOf(company: Company, entity: string, row: object): object {
  const customer =
    entity === 'Customer' && 'Id' in row ? company.customers[String(row.Id)] : undefined;
  return customer ? customerView(customer) : row;
}
