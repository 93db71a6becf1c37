import type { Customer } from '../company/entities.ts';

/** A customer as the API returns it: tax identifiers show only their last five characters. */
export function customerView(customer: Customer): Customer {
  const { PrimaryTaxIdentifier, SecondaryTaxIdentifier } = customer;
  if (!PrimaryTaxIdentifier && !SecondaryTaxIdentifier) return customer;
  return {
    ...customer,
    PrimaryTaxIdentifier: masked(PrimaryTaxIdentifier),
    SecondaryTaxIdentifier: masked(SecondaryTaxIdentifier),
  };
}

function masked(value: string | undefined): string | undefined {
  return value && 'X'.repeat(Math.max(0, value.length - 5)) + value.slice(-5);
}
