import { refusal } from '../wire/faults.ts';
import type { Realm } from './realm.ts';

/** Intuit: Customer, `DisplayName`: no colon, tab or newline in any name field. */
export function refuseForbiddenCharacters(names: Record<string, string | undefined>): void {
  for (const [element, name] of Object.entries(names))
    if (name && /[:\t\n\r]/.test(name))
      throw refusal(
        '2040',
        `Invalid String. Contains unsupported characters : ${element} must not contain a colon, a tab or a new line.`,
        element,
      );
}

/**
 * 6240 when a customer, vendor or employee already has this name; case does not tell them apart.
 * Writes in bulk bring names that are known to be new.
 */
export function refuseTakenName(realm: Realm, name: string, ownId?: string): void {
  if (realm.bulk) return;
  const { company } = realm;
  const wanted = name.toLowerCase();
  const customer = Object.values(company.customers).find(
    (one) => one.DisplayName.toLowerCase() === wanted && one.Id !== ownId,
  );
  const other = [...Object.values(company.vendors), ...Object.values(company.employees)].find(
    (one) => one.DisplayName.toLowerCase() === wanted,
  );
  if (customer ?? other)
    throw refusal(
      '6240',
      'The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.',
    );
}
