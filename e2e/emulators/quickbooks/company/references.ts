import { refusal } from '../wire/faults.ts';
import type { CreditMemo } from './credit-memo.ts';
import type { Customer, Entity, Invoice, Item, Payment, Ref } from './entities.ts';
import type { PaymentMethod, TaxCode, Term } from './list-entities.ts';
import type { Company } from './realm.ts';

const madeInactive =
  "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.";

/** The fault for a deleted or unknown object: HTTP 400 with code 610, not 404. */
export function objectNotFound() {
  return refusal('610', madeInactive);
}

/** 2500, or 2030 for an id that is not a number. */
export function invalidReference(kind: string, id: string) {
  if (!/^\d+$/.test(id))
    return refusal('2030', `Invalid ID : ${kind} element id ${id} is not a number`);
  return refusal('2500', `Invalid Reference Id : ${kind} element id ${id} not found`);
}

/** The active customer of a transaction. Throws 2020 missing, 2500 or 2030 unknown, 6250 inactive. */
export function customerFor(company: Company, ref: Ref | undefined): Customer {
  if (!ref) throw missing('CustomerRef');
  const customer = company.customers[ref.value];
  if (!customer) throw invalidReference('Customers', ref.value);
  if (!customer.Active)
    throw refusal('6250', 'Invalid Sales Customer : The customer has been made inactive.');
  return customer;
}

/** The active item of a line. Throws 2500 or 2030 for an unknown item, category or bundle, 610 inactive. */
export function itemFor(company: Company, ref: Ref): Item {
  const item = company.items[ref.value];
  if (!item || item.Type === 'Category' || item.Type === 'Group')
    throw invalidReference('Items', ref.value);
  if (!item.Active) throw objectNotFound();
  return item;
}

/** The active bundle of a group line, like `itemFor`. */
export function bundleFor(company: Company, ref: Ref): Item {
  const item = company.items[ref.value];
  if (item?.Type !== 'Group') throw invalidReference('Items', ref.value);
  if (!item.Active) throw objectNotFound();
  return item;
}

export function termFor(company: Company, ref: Ref): Term {
  const term = company.terms[ref.value];
  if (!term) throw invalidReference('Term', ref.value);
  return term;
}

/**
 * Throws 2500, as recorded, for a term that was made inactive.
 * https://developer.intuit.com/hub/blog/2017/06/08/top-quickbooks-online-api-errors-and-how-to-handle-them
 */
export function refuseInactiveTerm(company: Company, ref: Ref): void {
  if (!termFor(company, ref).Active)
    throw refusal(
      '2500',
      "Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
      'SalesTermRef',
    );
}

export function paymentMethodFor(company: Company, ref: Ref): PaymentMethod {
  const method = company.paymentMethods[ref.value];
  if (!method) throw invalidReference('PaymentMethod', ref.value);
  return method;
}

/** The tax code of a sales line. Throws 2500 unknown or inactive, 6160 only for purchases. */
export function taxCodeFor(company: Company, ref: Ref): TaxCode {
  const code = company.taxCodes[ref.value];
  if (!code?.Active)
    throw refusal('2500', `Invalid Reference Id : TaxCode element id ${ref.value} not found`);
  if (code.PurchaseTaxRateList && !code.SalesTaxRateList?.TaxRateDetail.length)
    throw refusal(
      '6160',
      `Invalid tax code : Tax code ${ref.value} is for purchases only.`,
      'TaxCodeRef',
    );
  return code;
}

export function missing(element: string) {
  return refusal('2020', `Required parameter ${element} is missing in the request`, element);
}

/** Finds the entity to change. Throws 2020 missing Id or SyncToken, 610 unknown, 5010 stale. */
export function forChange<T extends Entity>(
  known: Record<string, T>,
  body: { Id?: string; SyncToken?: string },
): T {
  if (body.Id === undefined) throw missing('Id');
  if (body.SyncToken === undefined) throw missing('SyncToken');
  const entity = known[body.Id];
  if (!entity) throw objectNotFound();
  if (entity.SyncToken !== body.SyncToken)
    throw refusal(
      '5010',
      'Stale Object Error : You and Office Accountant were working on this at the same time. Office Accountant finished before you did, so your work was not saved.',
    );
  return entity;
}

export function invoiceOf(company: Company, id: string): Invoice {
  const invoice = company.invoices[id];
  if (!invoice) throw objectNotFound();
  return invoice;
}

export function creditMemoOf(company: Company, id: string): CreditMemo {
  const memo = company.creditMemos[id];
  if (!memo) throw objectNotFound();
  return memo;
}

export function paymentOf(company: Company, id: string): Payment {
  const payment = company.payments[id];
  if (!payment) throw objectNotFound();
  return payment;
}

export function customerRef(customer: Customer): Ref {
  return { value: customer.Id, name: customer.DisplayName };
}
