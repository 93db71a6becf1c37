import { min } from 'drizzle-orm';
import { todayIn } from '../clock.ts';
import { storedProfile } from '../company-profile/store.ts';
import { connections } from '../connection/tables.ts';
import type { Reader } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import type { SyncSettings } from './contract.ts';
import { savedSyncSettings } from './tables.ts';

const { updates, created, fromDay, deleted } = savedSyncSettings;
const columns = { updates, created, from: fromDay, deleted };

const saved = preparedRows(columns, (db) =>
  db.select(columns).from(savedSyncSettings).where(inRealm(savedSyncSettings, anyRealm)),
);

/** Returns the saved settings of a realm; null while the presets hold. */
export const storedSyncSettings = async (
  db: Reader,
  { companyId, realmId }: RealmKey,
): Promise<SyncSettings | null> => (await saved(db, { companyId, realmId }))[0] ?? null;

/** Returns the settings of a realm that the company is or was connected to. */
export const syncSettingsOf = async (db: Reader, realmKey: RealmKey): Promise<SyncSettings> =>
  (await storedSyncSettings(db, realmKey)) ?? {
    ...presets,
    from: await firstConnectedOn(db, realmKey),
  };

/** Whether changes in QuickBooks are read in the background. */
export const readsUpdates = async (db: Reader, realmKey: RealmKey): Promise<boolean> =>
  (await storedSyncSettings(db, realmKey))?.updates ?? presets.updates;

/** Whether events of invoices that are not mirrored make the server read them. */
export const readsNewInvoices = async (db: Reader, realmKey: RealmKey): Promise<boolean> => {
  const { updates, created } = (await storedSyncSettings(db, realmKey)) ?? presets;
  return updates && created !== 'nothing';
};

const presets = { updates: true, created: 'offer', deleted: 'show' } as const;

/** The day, in the company's time zone, on which the realm was connected for the first time. */
export const firstConnectedOn = async (db: Reader, realmKey: RealmKey): Promise<string> => {
  const [first] = await db
    .select({ at: min(connections.connectedAt) })
    .from(connections)
    .where(inRealm(connections, realmKey));
  const stored = await storedProfile(db, realmKey.companyId, realmKey.realmId);
  return todayIn(stored?.profile.zone ?? 'UTC', Number(first?.at ?? 0));
};
