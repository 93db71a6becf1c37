import { type Switches, usualSwitches } from '../switches.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Realm } from './realm.ts';

const inactiveMark = ' (deleted)';

/**
 * Name of an inactive customer or item; the suffix frees the plain name.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export function inactiveName(name: string): string {
  return plainName(name) + inactiveMark;
}

function plainName(name: string): string {
  return name.replace(inactiveMark, '');
}

export function switchOf<Key extends keyof Switches>(realm: Realm, key: Key): Switches[Key] {
  return (realm.switches ?? usualSwitches)[key];
}

/** The name that an entity gets with this activity; `known` is its state before an update. */
export function nameByActivity(
  realm: Realm,
  name: string,
  active: boolean,
  known: { Active: boolean; name: string } | undefined,
): string {
  if (!active) return inactiveName(name);
  if (known === undefined || known.Active) return plainName(name);
  const reactivation = switchOf(realm, 'reactivation');
  if (reactivation === 'refused')
    throw businessRefusal('You cannot modify a list element that has been deleted.');
  return reactivation === 'keeps_name' && name === known.name ? name : plainName(name);
}

/**
 * Throws 2040 for a colon, tab or newline in a name field.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
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
 * Throws 6240 when a customer, vendor or employee already has this name, ignoring case. Skipped in
 * bulk writes, whose names are known to be new.
 */
export function refuseTakenName(realm: Realm, name: string, ownId?: string): void {
  if (realm.bulk) return;
  const { company } = realm;
  const wanted = name.toLowerCase();
  const customer = Object.values(company.customers).find(
    (one) => one.DisplayName.toLowerCase() === wanted && one.Id !== ownId,
  );
  const other = [...Object.values(company.vendors), ...Object.values(company.employees)].find(
    (one) => one.DisplayName.toLowerCase() === wanted && one.Id !== ownId,
  );
  if (customer ?? other)
    throw refusal(
      '6240',
      'The name supplied already exists. : Another customer, vendor or employee is already using this name. Please use a different name.',
    );
}
