import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { initialSyncs } from '../initial-sync/tables.ts';
import { nameKinds } from '../quickbooks/models.ts';
import type { NameIds } from './apply-names.ts';
import { nameChanges } from './store.ts';

/** An event of QuickBooks, as far as it concerns names. */
type NameEvent = {
  entity: string;
  entityId: string;
  operation: string;
  occurredAt: number | null;
  deletedId: string | null;
};

export const isNameEvent = ({ entity }: Pick<NameEvent, 'entity'>): boolean =>
  nameKinds.some((kind) => kind === entity);

/**
 * The names that these events require to read: those of which the mirror does not have this change
 * yet, as it has after our own write. None before the initial sync began, which reads them all.
 */
export const namesToRead = async (
  db: Reader,
  realmKey: RealmKey,
  events: NameEvent[],
): Promise<NameIds> => {
  const toRead: NameIds = new Map();
  const concerned = events.filter(isNameEvent);
  if (concerned.length === 0 || !(await hasBegun(db, realmKey))) return toRead;
  for (const kind of nameKinds) {
    const ofKind = concerned.filter(({ entity }) => entity === kind);
    const ids = [...new Set(ofKind.map(({ entityId }) => entityId))];
    const known = await nameChanges(db, realmKey, kind, ids);
    const isKnown = ({ entityId, operation, occurredAt }: NameEvent): boolean => {
      if (occurredAt === null || !['created', 'updated'].includes(operation)) return false;
      // Times of QuickBooks are whole seconds.
      return (known.get(entityId) ?? -1) >= occurredAt - (occurredAt % 1_000);
    };
    const unknown = ofKind.filter((event) => !isKnown(event));
    const nameIds = unknown.flatMap(({ entityId, deletedId }) => [entityId, deletedId ?? entityId]);
    if (nameIds.length > 0) toRead.set(kind, [...new Set(nameIds)]);
  }
  return toRead;
};

const hasBegun = async (db: Reader, realmKey: RealmKey): Promise<boolean> => {
  const [row] = await db
    .select({ begunAt: initialSyncs.begunAt, namesSince: initialSyncs.namesSince })
    .from(initialSyncs)
    .where(inRealm(initialSyncs, realmKey));
  return row !== undefined && (row.begunAt !== null || row.namesSince !== null);
};
