import { usualSwitches } from '../switches.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Ref } from './entities.ts';
import type { InvoiceInput } from './invoice-body.ts';
import type { ListEntity } from './list-entities.ts';
import type { Realm } from './realm.ts';
import { invalidReference, objectNotFound } from './references.ts';

type Named = 'ClassRef' | 'DepartmentRef';

/**
 * Class, location and shipping details of a transaction. What becomes of those that the preferences
 * turn off is unconfirmed (switch `turnedOffFields`).
 */
export function saleFieldsOf(realm: Realm, input: InvoiceInput) {
  const { classTracking, trackLocations, allowShipping } = realm.company.preferences;
  const { ShipMethodRef, ShipDate, TrackingNum } = input;
  const ships = allowShipping || !(ShipMethodRef || ShipDate || TrackingNum);
  const shipping = ships || !dropsTurnedOff(realm, 'Shipping');
  return {
    ClassRef: referenceFor(realm, 'ClassRef', input.ClassRef, classTracking === 'invoice'),
    DepartmentRef: referenceFor(realm, 'DepartmentRef', input.DepartmentRef, trackLocations),
    // Intuit has no list of shipping methods: the reference is a text.
    ShipMethodRef: shipping
      ? ShipMethodRef && { value: ShipMethodRef.value, name: ShipMethodRef.value }
      : undefined,
    ShipDate: shipping ? ShipDate : undefined,
    TrackingNum: shipping ? TrackingNum : undefined,
  };
}

/** The class of a line. */
export function lineClassOf(realm: Realm, sent: Ref | undefined): Ref | undefined {
  const { classTracking } = realm.company.preferences;
  return referenceFor(realm, 'ClassRef', sent, classTracking === 'line');
}

/**
 * An active entry of the list. Throws 2500 or 2030 unknown; 610 inactive, or 2500 by the switch
 * `inactiveListEntry`.
 */
function referenceFor(
  realm: Realm,
  element: Named,
  sent: Ref | undefined,
  isOn: boolean,
): Ref | undefined {
  if (!sent || (!isOn && dropsTurnedOff(realm, element))) return undefined;
  const { classes, departments } = realm.company;
  const kind = element === 'ClassRef' ? 'Class' : 'Department';
  const entry: ListEntity | undefined = (kind === 'Class' ? classes : departments)[sent.value];
  if (!entry) throw invalidReference(kind, sent.value);
  if (!entry.Active) throw inactiveEntry(realm, element);
  return { value: entry.Id, name: entry.FullyQualifiedName };
}

function inactiveEntry({ switches }: Realm, element: Named) {
  if ((switches ?? usualSwitches).inactiveListEntry === '610') return objectNotFound();
  return refusal(
    '2500',
    "Invalid Reference Id : Something you're trying to use has been made inactive. Check the fields with accounts, customers, items, vendors or employees.",
    element,
  );
}

/** True where QuickBooks leaves out what is turned off; throws 6000 where it refuses it. */
function dropsTurnedOff({ switches }: Realm, what: string): true {
  if ((switches ?? usualSwitches).turnedOffFields === 'drop') return true;
  throw businessRefusal(`${what} is turned off in the settings of this company.`, what);
}
