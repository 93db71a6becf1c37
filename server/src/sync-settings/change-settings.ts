import { writeAudit } from '../audit/store.ts';
import type { Db, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { announceChange } from '../live/changes.ts';
import { makeDue } from '../scheduler/turns.ts';
import { makeFeedDue } from '../sync/feed-store.ts';
import type { SyncSettings } from './contract.ts';
import { syncSettingsOf } from './store.ts';
import { savedSyncSettings } from './tables.ts';

type Change = RealmKey & { userId: number; at: number };

/** Saves the given settings beside the others; what was missed while updates were off is read. */
export const changeSettings = (
  db: Db,
  change: Change,
  changed: { [Name in keyof SyncSettings]?: SyncSettings[Name] | undefined },
): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, realmId, userId, at } = change;
    const before = await syncSettingsOf(tx, change);
    const given = Object.entries(changed).filter(([, value]) => value !== undefined);
    const after: SyncSettings = { ...before, ...Object.fromEntries(given) };
    const { from: fromDay, ...switches } = after;
    const row = { ...switches, fromDay, savedById: userId, savedAt: at };
    await tx
      .insert(savedSyncSettings)
      .values({ companyId, realmId, ...row })
      .onConflictDoUpdate({
        target: [savedSyncSettings.companyId, savedSyncSettings.realmId],
        set: row,
      });
    await recordChange(tx, change, before, after);
  });

/** Deletes what was saved, so that the presets hold again. */
export const resetSettings = (db: Db, change: Change): Promise<void> =>
  transact(db, async (tx) => {
    const before = await syncSettingsOf(tx, change);
    await tx.delete(savedSyncSettings).where(inRealm(savedSyncSettings, change));
    await recordChange(tx, change, before, await syncSettingsOf(tx, change));
  });

const recordChange = async (
  tx: Tx,
  { companyId, realmId, userId, at }: Change,
  before: SyncSettings,
  after: SyncSettings,
): Promise<void> => {
  const names = (Object.keys(after) as (keyof SyncSettings)[]).filter(
    (name) => before[name] !== after[name],
  );
  if (names.length === 0) return;
  const details = Object.fromEntries(names.map((name) => [name, String(after[name])]));
  await writeAudit(tx, { companyId, realmId, userId, at, action: 'sync_changed', details });
  announceChange(tx, { companyId, realmId, dealIds: null });
  if (before.updates || !after.updates) return;
  await makeFeedDue(tx, { companyId, realmId }, at, at);
  await makeDue(tx, { companyId, realmId, job: 'events' }, at, at);
};
