import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { SettingsChange } from './store.ts';
import { itemSettings } from './tables.ts';

type Named = { id: string; name: string };

/** How new items are created; `taxable` in the US, null elsewhere. */
export type NewItemSettings = { account: Named; taxable: boolean | null };

/** What forms do with products that have no item; item and account may be unused. */
export type ItemSettings = {
  unknownProducts: (typeof itemSettings.$inferSelect)['unknownProducts'];
  item: Named | null;
  account: Named | null;
  newItemsTaxable: boolean | null;
};

/** Returns the settings of a realm; forms ask until they are saved. */
export const itemSettingsOf = async (db: Reader, realmKey: RealmKey): Promise<ItemSettings> => {
  const [row] = await db.select().from(itemSettings).where(inRealm(itemSettings, realmKey));
  if (!row) return { unknownProducts: 'ask', item: null, account: null, newItemsTaxable: null };
  const { unknownProducts, itemId, itemName, accountId, accountName, newItemsTaxable } = row;
  return {
    unknownProducts,
    item: itemId === null ? null : { id: itemId, name: itemName ?? '' },
    account: accountId === null ? null : { id: accountId, name: accountName ?? '' },
    newItemsTaxable,
  };
};

/** A choice for products without an item; what belongs to the others is kept. */
export type ItemPolicy =
  | { unknownProducts: 'ask' }
  | { unknownProducts: 'default_item'; item: Named }
  | ({ unknownProducts: 'create_item' } & NewItemSettings);

const columnsOf = (policy: ItemPolicy) => {
  switch (policy.unknownProducts) {
    case 'ask':
      return {};
    case 'default_item':
      return { itemId: policy.item.id, itemName: policy.item.name };
    case 'create_item':
      return newItemColumns(policy);
  }
};

const newItemColumns = ({ account, taxable }: NewItemSettings) => ({
  accountId: account.id,
  accountName: account.name,
  newItemsTaxable: taxable,
});

const detailsOf = (policy: ItemPolicy): Record<string, string> => {
  switch (policy.unknownProducts) {
    case 'ask':
      return {};
    case 'default_item':
      return { item: policy.item.name };
    case 'create_item':
      return { account: policy.account.name };
  }
};

export const saveItemSettings = (
  db: Db,
  { companyId, realmId, userId, at }: SettingsChange,
  policy: ItemPolicy,
): Promise<void> =>
  transact(db, async (tx) => {
    const { unknownProducts } = policy;
    const row = { unknownProducts, ...columnsOf(policy), savedById: userId, savedAt: at };
    await tx
      .insert(itemSettings)
      .values({ companyId, realmId, ...row })
      .onConflictDoUpdate({ target: [itemSettings.companyId, itemSettings.realmId], set: row });
    const details = { unknownProducts, ...detailsOf(policy) };
    const action = 'item_settings_changed' as const;
    await writeAudit(tx, { companyId, realmId, userId, at, action, details });
  });

/** Remembers how the latest item was created; what is done with products without one stays. */
export const rememberNewItem = async (
  tx: Tx,
  { companyId, realmId, userId, at }: SettingsChange,
  settings: NewItemSettings,
): Promise<void> => {
  const columns = newItemColumns(settings);
  const row = { unknownProducts: 'ask' as const, ...columns, savedById: userId, savedAt: at };
  await tx
    .insert(itemSettings)
    .values({ companyId, realmId, ...row })
    .onConflictDoUpdate({ target: [itemSettings.companyId, itemSettings.realmId], set: columns });
};
