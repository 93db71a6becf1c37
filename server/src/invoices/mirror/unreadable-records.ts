import { and, asc, eq, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { newValues } from '../../db/schema-kit.ts';
import { announceChange } from '../../live/changes.ts';
import { unreadableRecords } from '../tables.ts';

export type UnreadableRecord = typeof unreadableRecords.$inferSelect;

type Entity = UnreadableRecord['entity'];

const { code, failedAt } = newValues(unreadableRecords);

/**
 * Records which objects QuickBooks could not return at `at`, and announces those that are new; those
 * without an id are left out.
 */
export const recordUnreadable = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  entity: Entity,
  unreadable: { id: string | null; code: string }[],
  at: number,
): Promise<void> => {
  const byId = new Map(unreadable.map((one) => [one.id, one.code]));
  const rows = [...byId].flatMap(([entityId, faultCode]) =>
    entityId === null
      ? []
      : [{ companyId, realmId, entity, entityId, code: faultCode, since: at, failedAt: at }],
  );
  if (rows.length === 0) return;
  const ids = rows.map(({ entityId }) => entityId);
  const known = await tx
    .select({ entityId: unreadableRecords.entityId })
    .from(unreadableRecords)
    .where(areThese({ companyId, realmId }, entity, ids));
  if (known.length < rows.length) announceChange(tx, { companyId, realmId, dealIds: null });
  await tx
    .insert(unreadableRecords)
    .values(rows)
    .onConflictDoUpdate({
      target: [
        unreadableRecords.companyId,
        unreadableRecords.realmId,
        unreadableRecords.entity,
        unreadableRecords.entityId,
      ],
      set: { code, failedAt },
    });
};

const areThese = (realmKey: RealmKey, entity: Entity, ids: string[]) =>
  and(
    inRealm(unreadableRecords, realmKey),
    eq(unreadableRecords.entity, entity),
    inArray(unreadableRecords.entityId, ids),
  );

/** Forgets that these objects were unreadable: they were read, or deleted. */
export const forgetUnreadable = async (
  tx: Tx,
  realmKey: RealmKey,
  entity: Entity,
  ids: string[],
): Promise<void> => {
  if (ids.length === 0) return;
  const { companyId, realmId } = realmKey;
  const forgotten = await tx
    .delete(unreadableRecords)
    .where(areThese(realmKey, entity, ids))
    .returning({ entityId: unreadableRecords.entityId });
  if (forgotten.length > 0) announceChange(tx, { companyId, realmId, dealIds: null });
};

/** Returns unreadable objects of a realm; those that failed longest ago first. */
export const unreadableIn = (
  db: Reader,
  realmKey: RealmKey,
  limit: number,
): Promise<UnreadableRecord[]> =>
  db
    .select()
    .from(unreadableRecords)
    .where(inRealm(unreadableRecords, realmKey))
    .orderBy(asc(unreadableRecords.failedAt))
    .limit(limit);
