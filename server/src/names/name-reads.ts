import { type ConnectedRealm, realmOf } from '../company-profile/connected-realm.ts';
import type { Ctx } from '../context.ts';
import { hasCurrentNames } from '../initial-sync/mirror-state.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { mirroredNames, type NameReads } from './search-names.ts';

type Reads = { reads: NameReads; areMirrored: boolean };

/**
 * Reads names from the mirror while it is complete and current, else from QuickBooks. Read what an
 * operation changes or uses by its id from QuickBooks instead.
 */
export const nameReads = async (ctx: Ctx, connection: ConnectedRealm): Promise<Reads> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const areMirrored = await hasCurrentNames(ctx, realmKey);
  const reads = areMirrored ? mirroredNames(ctx.db, realmKey) : quickbooksNames(ctx, connection);
  return { reads, areMirrored };
};

/** Reads names from QuickBooks. */
export const quickbooksNames = ({ quickbooks }: Ctx, connection: ConnectedRealm): NameReads => {
  const realm = realmOf(connection);
  return {
    searchCustomers: (search) => quickbooks.searchCustomers(realm, search),
    customersByEmail: (email) => quickbooks.customersByEmail(realm, email),
    customerByName: (name) => quickbooks.customerByName(realm, name),
    searchItems: (search) => quickbooks.searchItems(realm, search),
    itemsById: (itemIds) => quickbooks.itemsById(realm, itemIds),
    itemsByName: (names) => quickbooks.itemsByName(realm, names),
  };
};

/**
 * Searches with `search`. When the mirror has nothing for this text, QuickBooks is asked, because
 * the user may have added it there a minute ago.
 */
export const searchNames = async <Found>(
  ctx: Ctx,
  connection: ConnectedRealm,
  text: string,
  search: (reads: NameReads) => Promise<Found>,
  isEmpty: (found: Found) => boolean,
): Promise<Found> => {
  const { reads, areMirrored } = await nameReads(ctx, connection);
  const found = await search(reads);
  if (!areMirrored || text === '' || !isEmpty(found)) return found;
  return fallbackWhenUnavailable(() => search(quickbooksNames(ctx, connection)), found);
};
