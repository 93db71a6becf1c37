import { AppError } from '../app-error.ts';
import type { ConnectedRealm } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { searchNames } from '../names/name-reads.ts';
import type { ItemRow } from '../shared/contract/picker-rows.ts';

/**
 * Returns an active item that can be sold. One that is not mirrored is read from QuickBooks. Throws
 * not_found.
 */
export const usableItem = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  itemId: string,
): Promise<ItemRow> => {
  const found = await searchNames(
    ctx,
    connection,
    itemId,
    (reads) => reads.itemsById([itemId]),
    ({ length }) => length === 0,
  );
  const item = found.find(({ id }) => id === itemId);
  if (!item) throw new AppError('not_found');
  return item;
};
