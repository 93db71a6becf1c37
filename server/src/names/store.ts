import { and, asc, eq, gt, inArray, lt, lte, or } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedInsert } from '../db/prepared.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { newValues } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';
import { giveWay } from '../event-loop.ts';
import type { NameKind, QuickbooksName } from '../quickbooks/models.ts';
import { names } from './tables.ts';

const rowOf = (realmKey: RealmKey, name: QuickbooksName, readAt: number) => {
  const changedAt = Date.parse(name.updatedAt);
  const sku = name.row && 'sku' in name.row ? name.row.sku : null;
  return {
    ...realmKey,
    kind: name.kind,
    nameId: name.id,
    name: name.name,
    active: name.active,
    deleted: false,
    currency: name.currency,
    taxCodeId: name.taxCodeId,
    balance: name.balance,
    email: name.email,
    row: name.row,
    searchedName: name.name.toLowerCase(),
    searchedPlainName: name.plainName.toLowerCase(),
    searchedSku: sku?.toLowerCase() ?? null,
    searchedEmail: name.email?.toLowerCase() ?? null,
    changedAt: Number.isNaN(changedAt) ? 0 : changedAt,
    readAt,
  };
};

const incoming = newValues(names);

/** By QuickBooks' times; within one second, or without a time, the later reading wins. */
const isNewer = or(
  and(gt(names.changedAt, 0), eq(names.deleted, false), lt(names.changedAt, incoming.changedAt)),
  and(
    or(eq(incoming.changedAt, 0), lte(names.changedAt, incoming.changedAt)),
    lte(names.readAt, incoming.readAt),
  ),
);

const upsert = preparedInsert((tx, rows: ReturnType<typeof rowOf>[]) =>
  tx
    .insert(names)
    .values(rows)
    .onConflictDoUpdate({
      target: [names.companyId, names.realmId, names.kind, names.nameId],
      set: incoming,
      setWhere: isNewer,
    })
    .returning({ nameId: names.nameId }),
);

/** Rows per transaction, so that requests and other writers run in between. */
const rowsAtOnce = 50;

const slicesOf = <Row>(rows: Row[]): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / rowsAtOnce) }, (_, index) =>
    rows.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );

/** A statement may write a row only once: keeps the last of each kind and id. */
const lastOfEach = (received: QuickbooksName[]): QuickbooksName[] => [
  ...new Map(received.map((name) => [`${name.kind} ${name.id}`, name])).values(),
];

/** Mirrors names as QuickBooks returned them; a reading older than the stored row changes nothing. */
export const storeNames = async (
  db: Db,
  realmKey: RealmKey,
  received: QuickbooksName[],
  readAt: number,
): Promise<void> => {
  for (const slice of slicesOf(lastOfEach(received))) {
    await giveWay();
    await transact(db, (tx) => storeSome(tx, realmKey, slice, readAt));
  }
};

/** Like `storeNames` for a few names, in a transaction of the caller. */
export const storeSome = async (
  tx: Tx,
  realmKey: RealmKey,
  received: QuickbooksName[],
  readAt: number,
): Promise<void> => {
  await upsert(
    tx,
    lastOfEach(received).map((name) => rowOf(realmKey, name, readAt)),
  );
};

/** Marks names as deleted that QuickBooks no longer returns. */
export const markNamesDeleted = async (
  db: Db,
  realmKey: RealmKey,
  kind: NameKind,
  { nameIds, readAt }: { nameIds: string[]; readAt: number },
): Promise<void> => {
  if (nameIds.length === 0) return;
  await transact(db, (tx) =>
    tx
      .update(names)
      .set({ deleted: true, active: false, readAt })
      .where(
        and(
          inRealm(names, realmKey),
          eq(names.kind, kind),
          inArray(names.nameId, nameIds),
          lte(names.readAt, readAt),
        ),
      ),
  );
};

/**
 * Ids of mirrored sub-customers and items in categories whose parents have another name in
 * `received`: their full names changed as well, and QuickBooks does not report each.
 */
export const childrenOfRenamed = async (
  db: Reader,
  realmKey: RealmKey,
  received: QuickbooksName[],
): Promise<{ kind: NameKind; nameId: string }[]> => {
  const children: { kind: NameKind; nameId: string }[] = [];
  for (const [kind, ofKind] of Map.groupBy(received, (name) => name.kind)) {
    if (kind !== 'Customer' && kind !== 'Item') continue;
    const nameById = new Map(ofKind.map(({ id, name }) => [id, name]));
    const stored = await db
      .select({ nameId: names.nameId, name: names.name })
      .from(names)
      .where(
        and(
          inRealm(names, realmKey),
          eq(names.kind, kind),
          inArray(names.nameId, [...nameById.keys()]),
        ),
      );
    for (const { nameId, name } of stored) {
      if (nameById.get(nameId) === name) continue;
      const prefix = `${name.toLowerCase()}:`;
      const found = await db
        .select({ nameId: names.nameId })
        .from(names)
        .where(
          and(
            inRealm(names, realmKey),
            eq(names.kind, kind),
            inArray(names.active, [true, false]),
            // The colon is followed by the semicolon.
            gt(names.searchedName, prefix),
            lt(names.searchedName, `${name.toLowerCase()};`),
          ),
        );
      children.push(...found.map((child) => ({ kind, ...child })));
    }
  }
  return children;
};

/** Ids of names of a kind that are not deleted and were last read before `readBefore`. */
export const namesNotReadSince = async (
  db: Reader,
  realmKey: RealmKey,
  { kind, readBefore, limit }: { kind: NameKind; readBefore: number; limit: number },
): Promise<string[]> => {
  const rows = await db
    .select({ nameId: names.nameId })
    .from(names)
    .where(
      and(
        inRealm(names, realmKey),
        eq(names.kind, kind),
        eq(names.deleted, false),
        lt(names.readAt, readBefore),
      ),
    )
    .orderBy(asc(names.nameId))
    .limit(limit);
  return rows.map(({ nameId }) => nameId);
};

/** When QuickBooks last changed these names, as far as they are mirrored and not deleted. */
export const nameChanges = async (
  db: Reader,
  realmKey: RealmKey,
  kind: NameKind,
  nameIds: string[],
): Promise<Map<string, number>> => {
  if (nameIds.length === 0) return new Map();
  const rows = await db
    .select({ nameId: names.nameId, changedAt: names.changedAt })
    .from(names)
    .where(
      and(
        inRealm(names, realmKey),
        eq(names.kind, kind),
        inArray(names.nameId, nameIds),
        eq(names.deleted, false),
      ),
    );
  return new Map(rows.map(({ nameId, changedAt }) => [nameId, changedAt]));
};
