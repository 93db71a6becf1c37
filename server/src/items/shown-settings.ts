import { storedProfile } from '../company-profile/store.ts';
import { liveConnection } from '../connection/store.ts';
import type { Ctx } from '../context.ts';
import { namesById } from '../names/mirrored-names.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { items } from './contract.ts';
import { incomeAccountOf } from './creating/income-account.ts';
import { itemSettingsOf } from './settings-store.ts';

type Current = Output<(typeof items)['settings']>['current'];

/**
 * The settings for products without an item; null while QuickBooks is not connected. Default item
 * and account are data of QuickBooks, so only the connection owner gets them. A call for the
 * account at most, while it is used.
 */
export const shownSettings = async (ctx: Ctx): Promise<Current> => {
  const connection = await liveConnection(ctx.db, ctx.companyId);
  if (!connection) return null;
  const { realmId, ownerId, ownerName } = connection;
  const realmKey = { companyId: ctx.companyId, realmId };
  const { unknownProducts, item, account, newItemsTaxable } = await itemSettingsOf(
    ctx.db,
    realmKey,
  );
  const isYou = ownerId === ctx.userId;
  const stored = isYou ? await storedProfile(ctx.db, ctx.companyId, realmId) : null;
  const shown = {
    unknownProducts,
    newItemsTaxable,
    asksTaxable: stored?.profile.country === 'US',
    homeCurrency: stored?.profile.homeCurrency ?? null,
    owner: { name: ownerName, isYou },
  };
  if (!isYou) return { ...shown, item: null, account: null };
  const [mirrored] = item ? await namesById(ctx.db, realmKey, 'Item', [item.id]) : [];
  const isUsed = unknownProducts === 'create_item' && connection.state === 'active';
  const state = isUsed ? (await incomeAccountOf(ctx, connection)).state : 'usable';
  return {
    ...shown,
    item: item && {
      id: item.id,
      name: mirrored?.name ?? item.name,
      usable: mirrored?.active !== false,
    },
    account: account && { ...account, usable: state !== 'unusable' },
  };
};
