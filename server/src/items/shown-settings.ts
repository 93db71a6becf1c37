import { storedProfile } from '../company-profile/store.ts';
import { liveConnection } from '../connection/store.ts';
import type { Ctx } from '../context.ts';
import { namesById } from '../names/mirrored-names.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { items } from './contract.ts';
import { itemSettingsOf } from './settings-store.ts';

type Current = Output<(typeof items)['settings']>['current'];

/**
 * The settings for products without an item; null while QuickBooks is not connected. The default
 * item is data of QuickBooks, so only the connection owner gets it.
 */
export const shownSettings = async (ctx: Ctx): Promise<Current> => {
  const connection = await liveConnection(ctx.db, ctx.companyId);
  if (!connection) return null;
  const { realmId, ownerId, ownerName } = connection;
  const realmKey = { companyId: ctx.companyId, realmId };
  const { unknownProducts, item } = await itemSettingsOf(ctx.db, realmKey);
  const isYou = ownerId === ctx.userId;
  const owner = { name: ownerName, isYou };
  if (!isYou) return { unknownProducts, item: null, homeCurrency: null, owner };
  const stored = await storedProfile(ctx.db, ctx.companyId, realmId);
  const [mirrored] = item ? await namesById(ctx.db, realmKey, 'Item', [item.id]) : [];
  return {
    unknownProducts,
    item: item && {
      id: item.id,
      name: mirrored?.name ?? item.name,
      usable: mirrored?.active !== false,
    },
    homeCurrency: stored?.profile.homeCurrency ?? null,
    owner,
  };
};
