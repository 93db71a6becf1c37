import { businessRefusal, refusal } from '../wire/faults.ts';
import { addressFor } from './addresses.ts';
import { currencyRef } from './currency.ts';
import type { CustomerInput } from './customer-body.ts';
import type { Customer, Ref } from './entities.ts';
import { renameInTransactions } from './name-in-transactions.ts';
import { nameByActivity, refuseForbiddenCharacters, refuseTakenName } from './names.ts';
import { bump, type Company, isMultiCurrency, newEntity, type Realm } from './realm.ts';
import { customerFor, termFor } from './references.ts';

export function createCustomer(realm: Realm, input: CustomerInput): Customer {
  const customer = composeCustomer(realm, input);
  realm.company.customers[customer.Id] = customer;
  return customer;
}

/** Replaces a customer with the merged input; an update without changes leaves the SyncToken. */
export function updateCustomer(realm: Realm, known: Customer, input: CustomerInput): Customer {
  const next = composeCustomer(realm, input, known);
  if (sameApartFromStamps(known, next)) return known;
  realm.company.customers[known.Id] = next;
  bump(realm, next);
  if (next.DisplayName !== known.DisplayName) renameInTransactions(realm.company, next);
  if (next.FullyQualifiedName !== known.FullyQualifiedName) renameChildren(realm.company, next);
  return next;
}

/** Updates the full names of all sub-customers without changing their SyncToken. */
export function renameChildren(company: Company, parent: Customer): void {
  for (const child of Object.values(company.customers)) {
    if (child.ParentRef?.value !== parent.Id) continue;
    child.FullyQualifiedName = `${parent.FullyQualifiedName}:${child.DisplayName}`;
    renameChildren(company, child);
  }
}

/**
 * The parent customer: at most five levels, requires `Job`.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
function parentOf(company: Company, input: CustomerInput, known?: Customer): Customer | undefined {
  if (!input.ParentRef) return undefined;
  const parent = customerFor(company, input.ParentRef);
  if (!input.Job)
    throw businessRefusal('Job must be true for a customer with a parent.', 'ParentRef');
  if (parent.Id === known?.Id || (parent.Level ?? 0) > 3)
    throw businessRefusal('Invalid parent customer.', 'ParentRef');
  return parent;
}

function sameApartFromStamps(one: Customer, other: Customer): boolean {
  const bare = (customer: Customer) => JSON.stringify({ ...customer, MetaData: null });
  return bare(one) === bare(other);
}

function composeCustomer(realm: Realm, input: CustomerInput, known?: Customer): Customer {
  const { company } = realm;
  const { sparse, domain, MetaData, status, Id, SyncToken, OpenBalanceDate, ...kept } = input;
  refuseForbiddenCharacters({
    DisplayName: input.DisplayName,
    GivenName: input.GivenName,
    MiddleName: input.MiddleName,
    FamilyName: input.FamilyName,
    CompanyName: input.CompanyName,
  });
  if (input.SalesTermRef) termFor(company, input.SalesTermRef);
  const active = input.Active ?? true;
  const before = known && { Active: known.Active, name: known.DisplayName };
  const name = nameByActivity(realm, displayNameOf(input), active, before);
  refuseTakenName(realm, name, known?.Id);
  const parent = parentOf(company, input, known);
  const base = known ?? newEntity(realm, 'name');
  return {
    ...dropReadOnly(kept),
    ...baseOf(base),
    DisplayName: name,
    FullyQualifiedName: parent ? `${parent.FullyQualifiedName}:${name}` : name,
    PrintOnCheckName: input.PrintOnCheckName ?? input.CompanyName ?? name,
    Active: active,
    Job: input.Job ?? false,
    IsProject: input.IsProject ?? false,
    BillWithParent: (parent && input.BillWithParent) ?? false,
    Level: parent && (parent.Level ?? 0) + 1,
    BillAddr: addressFor(company, input.BillAddr, known?.BillAddr),
    ShipAddr: addressFor(company, input.ShipAddr, known?.ShipAddr),
    CurrencyRef: currencyOfCustomer(company, input.CurrencyRef ?? parent?.CurrencyRef, known),
    DefaultTaxCodeRef: input.DefaultTaxCodeRef ?? usualTaxCode(company),
    PreferredDeliveryMethod: input.PreferredDeliveryMethod ?? 'None',
    Taxable: input.Taxable ?? company.country === 'US',
    Balance: known?.Balance ?? 0,
    BalanceWithJobs: known?.BalanceWithJobs ?? 0,
  };
}

/** As recorded with automated sales tax, which ignores the customer's tax code. */
function usualTaxCode({ preferences }: Company): Ref | undefined {
  return preferences.automatedSalesTax === 'on' ? { value: '2' } : undefined;
}

function baseOf(known: Customer | ReturnType<typeof newEntity>) {
  const { Id, SyncToken, domain, sparse, MetaData } = known;
  return { Id, SyncToken, domain, sparse, MetaData };
}

function dropReadOnly(kept: Partial<CustomerInput>) {
  const { Level, ClientEntityId, V4IDPseudonym, Source, ARAccountRef, CustomerTypeRef, ...rest } =
    kept;
  const { OpeningBalance, Balance, BalanceWithJobs, FullyQualifiedName, ...writable } = rest;
  return writable;
}

function displayNameOf(input: CustomerInput): string {
  const parts = [input.Title, input.GivenName, input.MiddleName, input.FamilyName, input.Suffix];
  const name = (input.DisplayName ?? parts.filter(Boolean).join(' ')).trim();
  if (name) return name;
  throw refusal(
    '6080',
    'The name of the object is missing : At least one of Title, GivenName, MiddleName, FamilyName, Suffix or DisplayName is required.',
    'DisplayName',
  );
}

function currencyOfCustomer(company: Company, sent: Ref | undefined, known?: Customer) {
  const code = sent?.value ?? known?.CurrencyRef?.value ?? company.currency;
  if (!isMultiCurrency(company)) {
    if (code === company.currency) return currencyRef(company, code);
    throw businessRefusal('Multi Currency should be enabled to perform this operation.');
  }
  if (known?.CurrencyRef && known.CurrencyRef.value !== code)
    throw businessRefusal('The currency of a customer cannot be changed.', 'CurrencyRef');
  return currencyRef(company, code);
}
