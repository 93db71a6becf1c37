import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import {
  type NameKind,
  nameKinds,
  type QuickbooksCustomer,
  type QuickbooksItem,
} from '../quickbooks/models.ts';
import { restoredName } from '../shared/text/restored-name.ts';
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

export type MirroredItem = {
  id: string;
  name: string;
  active: boolean;
  /** Null for an item that cannot be sold. */
  row: QuickbooksItem | null;
};

/**
 * Items outside categories that have one of these names, or had it before they became inactive; by
 * the name in lower case. An active item comes before an inactive one.
 */
export const itemsCalled = async (
  db: Reader,
  realmKey: RealmKey,
  itemNames: string[],
): Promise<Map<string, MirroredItem>> => {
  const wanted = [...new Set(itemNames.map((name) => name.toLowerCase()))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .select({ id: names.nameId, name: names.name, active: names.active, row: names.row })
    .from(names)
    .where(
      and(
        inRealm(names, realmKey),
        eq(names.kind, 'Item'),
        inArray(names.searchedPlainName, [...wanted, ...wanted.map((name) => `${name} (deleted)`)]),
        eq(names.searchedName, names.searchedPlainName),
        eq(names.deleted, false),
      ),
    )
    .orderBy(asc(names.active), asc(names.nameId));
  return new Map(
    rows.map((row) => {
      const name = row.active ? row.name : restoredName(row.name);
      return [name.toLowerCase(), { ...row, row: row.row as QuickbooksItem | null }];
    }),
  );
};
