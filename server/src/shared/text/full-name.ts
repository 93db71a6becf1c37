/**
 * Names of sub-customers and projects. QuickBooks' full name (`FullyQualifiedName`) tells the parents with
 * colons between them, `Northgate:Reading room`; a display name holds no colon. Pure.
 */

/** The name without the parents'. */
export const plainName = (name: string): string => name.split(':').at(-1) ?? name;

/** Whether a name tells parents. */
export const isSubName = (name: string): boolean => name.includes(':');

/** A name as QuickBooks tells it on an invoice, without parents: the full one where that is known. */
export const fullName = (told: string, known: string): string =>
  told === '' || plainName(known) === told ? known : told;

/** Whether a new customer of this name would meet it: display names are unique whatever their case. */
export const takesName = (name: string, typed: string): boolean =>
  plainName(name).trim().toLowerCase() === typed.trim().toLowerCase();
