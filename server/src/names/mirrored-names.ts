import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { type NameKind, nameKinds, type QuickbooksCustomer } from '../quickbooks/models.ts';
import { names } from './tables.ts';

export type MirroredName = {
  kind: NameKind;
  nameId: string;
  name: string;
  /** In lower case. */
  searchedPlainName: string;
  active: boolean;
  deleted: boolean;
  balance: string | null;
  row: QuickbooksCustomer | null;
  /** False for categories and bundles, which no invoice line can have. */
  sellable: boolean;
};

const columns = {
  kind: names.kind,
  nameId: names.nameId,
  name: names.name,
  searchedPlainName: names.searchedPlainName,
  active: names.active,
  deleted: names.deleted,
  balance: names.balance,
  row: names.row,
};

const asMirrored = (row: { [Key in keyof typeof columns]: unknown }): MirroredName =>
  ({
    ...row,
    row: row.kind === 'Customer' ? row.row : null,
    sellable: row.kind === 'Item' && row.row !== null,
  }) as MirroredName;

/** Mirrored names of one kind, also inactive and deleted ones. */
export const namesById = async (
  db: Reader,
  realmKey: RealmKey,
  kind: NameKind,
  nameIds: string[],
): Promise<MirroredName[]> => {
  if (nameIds.length === 0) return [];
  const rows = await db
    .select(columns)
    .from(names)
    .where(and(inRealm(names, realmKey), eq(names.kind, kind), inArray(names.nameId, nameIds)));
  return rows.map(asMirrored);
};

/** Customers, vendors and employees with one of these names, active ones first. */
export const namesCalled = async (
  db: Reader,
  realmKey: RealmKey,
  plainNames: string[],
): Promise<MirroredName[]> => {
  const kinds = nameKinds.filter((kind) => kind !== 'Item');
  const rows = await db
    .select(columns)
    .from(names)
    .where(
      and(
        inRealm(names, realmKey),
        inArray(names.kind, kinds),
        inArray(
          names.searchedPlainName,
          plainNames.map((name) => name.toLowerCase()),
        ),
        eq(names.deleted, false),
      ),
    )
    .orderBy(asc(names.kind), asc(names.nameId));
  return rows.map(asMirrored).toSorted((one, other) => Number(other.active) - Number(one.active));
};
