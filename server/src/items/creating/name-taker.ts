import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { itemsCalled, type MirroredItem } from '../../names/mirrored-names.ts';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import { cleanName } from '../../shared/text/clean-text.ts';

/** How many names are tried for a free one. */
const tries = 20;

type TakenName = KnownRecords['takenItemNames'][number];

/**
 * The names of these that mirrored items have, or had before they became inactive: QuickBooks may
 * accept the latter, but a second item of the name would be in the way of the first.
 */
export const takenItemNames = async (
  db: Reader,
  realmKey: RealmKey,
  itemNames: string[],
): Promise<TakenName[]> => {
  const wanted = itemNames.map(cleanName).filter(Boolean);
  const takers = await itemsCalled(db, realmKey, wanted);
  const asked = wanted.filter((name) => takers.has(name.toLowerCase()));
  if (asked.length === 0) return [];
  const others = await itemsCalled(db, realmKey, asked.flatMap(similarNames));
  return asked.flatMap((name) => {
    const taker = takers.get(name.toLowerCase());
    if (!taker) return [];
    const free = similarNames(name).find((similar) => !others.has(similar.toLowerCase()));
    return [{ asked: name.toLowerCase(), takenBy: takerRow(taker), free: free ?? null }];
  });
};

/** Names of at most 100 characters; the part of the user gives way to the number. */
const similarNames = (name: string): string[] =>
  Array.from({ length: tries }, (_, index) => `${name.slice(0, 96).trim()} ${index + 2}`);

const takerRow = ({ id, name, active, row }: MirroredItem): TakenName['takenBy'] => ({
  id,
  name,
  active,
  row,
});
