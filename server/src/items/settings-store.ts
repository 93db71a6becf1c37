import { writeAudit } from '../audit/store.ts';
import type { Db, Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';
import type { SettingsChange } from './store.ts';
import { itemSettings } from './tables.ts';

/** What forms do with products that have no item, and the default item, which may be unused. */
export type ItemSettings = {
  unknownProducts: (typeof itemSettings.$inferSelect)['unknownProducts'];
  item: { id: string; name: string } | null;
};

/** Returns the settings of a realm; forms ask until they are saved. */
export const itemSettingsOf = async (db: Reader, realmKey: RealmKey): Promise<ItemSettings> => {
  const [row] = await db.select().from(itemSettings).where(inRealm(itemSettings, realmKey));
  if (!row) return { unknownProducts: 'ask', item: null };
  const { unknownProducts, itemId, itemName } = row;
  return { unknownProducts, item: itemId === null ? null : { id: itemId, name: itemName ?? '' } };
};

/** Uses this item for products without one; with null, forms ask and the item is kept. */
export const saveItemSettings = (
  db: Db,
  { companyId, realmId, userId, at }: SettingsChange,
  item: Pick<ItemRow, 'id' | 'name'> | null,
): Promise<void> =>
  transact(db, async (tx) => {
    const unknownProducts = item ? ('default_item' as const) : ('ask' as const);
    const row = {
      unknownProducts,
      ...(item && { itemId: item.id, itemName: item.name }),
      savedById: userId,
      savedAt: at,
    };
    await tx
      .insert(itemSettings)
      .values({ companyId, realmId, ...row })
      .onConflictDoUpdate({ target: [itemSettings.companyId, itemSettings.realmId], set: row });
    const details = { unknownProducts, ...(item && { item: item.name }) };
    const action = 'item_settings_changed' as const;
    await writeAudit(tx, { companyId, realmId, userId, at, action, details });
  });
