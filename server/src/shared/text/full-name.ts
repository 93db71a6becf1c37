/**
 * Names of sub-customers and projects. QuickBooks' full name (`FullyQualifiedName`) puts the
 * parents' names first, separated by colons: `Northgate:Reading room`. A display name has no colon.
 * Pure.
 */

/** The name without its parents. */
export const plainName = (name: string): string => name.split(':').at(-1) ?? name;

/** Whether a name contains parents. */
export const isSubName = (name: string): boolean => name.includes(':');

/**
 * Adds the parents to a name on an invoice, which QuickBooks returns without them, if `known` is
 * the full name of the same customer.
 */
export const fullName = (nameOnInvoice: string, known: string): string =>
  nameOnInvoice === '' || plainName(known) === nameOnInvoice ? known : nameOnInvoice;

/**
 * Whether a new customer with the typed name would conflict with this one: QuickBooks' display
 * names are unique regardless of case.
 */
export const takesName = (name: string, typed: string): boolean =>
  plainName(name).trim().toLowerCase() === typed.trim().toLowerCase();
