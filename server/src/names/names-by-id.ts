import { and, inArray, sql } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { names } from './tables.ts';

/** A customer, item, vendor or employee; `kind` as QuickBooks calls it, such as `Customer`. */
export type NameRef = { kind: string; id: string };

const keyOf = ({ kind, id }: NameRef): string => `${kind} ${id}`;

/** Looks names up in the mirror, also those that are inactive or deleted; null when unknown. */
export const mirroredNamesById = async (
  db: Reader,
  realmKey: RealmKey,
  refs: NameRef[],
): Promise<(ref: NameRef) => string | null> => {
  if (refs.length === 0) return () => null;
  const ids = [...new Set(refs.map(({ id }) => id))];
  const kinds = [...new Set(refs.map(({ kind }) => kind))];
  const rows = await db
    .select({ kind: names.kind, id: names.nameId, name: names.name })
    .from(names)
    .where(
      and(inRealm(names, realmKey), sql`${names.kind} in ${kinds}`, inArray(names.nameId, ids)),
    );
  const byKey = new Map(rows.map((row) => [keyOf(row), row.name]));
  return (ref) => byKey.get(keyOf(ref)) ?? null;
};
