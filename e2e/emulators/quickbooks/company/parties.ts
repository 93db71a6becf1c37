import { z } from 'zod';
import type { NamedParty } from './list-entities.ts';
import { refuseForbiddenCharacters, refuseTakenName } from './names.ts';
import { bump, newEntity, type Realm } from './realm.ts';
import { objectNotFound } from './references.ts';

export const partyInput = z.strictObject({
  Id: z.string().optional(),
  DisplayName: z.string().min(1).optional(),
  Active: z.boolean().optional(),
  PrimaryEmailAddr: z.strictObject({ Address: z.string() }).optional(),
  Balance: z.number().optional(),
});

/** Creates a vendor or employee, or updates the sent fields of the one with this Id. */
export function saveParty(
  realm: Realm,
  kind: 'vendors' | 'employees',
  { Id, ...sent }: z.output<typeof partyInput>,
): NamedParty {
  const parties = realm.company[kind];
  const known = Id === undefined ? undefined : parties[Id];
  if (Id !== undefined && !known) throw objectNotFound();
  const name = sent.DisplayName ?? known?.DisplayName ?? '';
  refuseForbiddenCharacters({ DisplayName: name });
  refuseTakenName(realm, name, Id);
  const vendor = {
    CurrencyRef: { value: realm.company.currency },
    Balance: sent.Balance ?? known?.Balance ?? 0,
  };
  const party: NamedParty = {
    ...(known ?? newEntity(realm, 'name')),
    ...sent,
    DisplayName: name,
    Active: sent.Active ?? known?.Active ?? true,
    ...(kind === 'vendors' && vendor),
  };
  if (kind === 'employees') delete party.Balance;
  parties[party.Id] = party;
  if (known) bump(realm, party);
  return party;
}
