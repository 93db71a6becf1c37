import { and, lte } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import type { QuickbooksCustomer } from '../quickbooks/models.ts';
import { plainName } from '../shared/text/full-name.ts';
import { names } from './tables.ts';

/**
 * Mirrors a customer from a response, for example to our own write, so that forms find it at once
 * and its event needs no read. Balance and tax code keep their values.
 */
export const storeCustomer = async (
  tx: Tx,
  realmKey: RealmKey,
  customer: QuickbooksCustomer,
  readAt: number,
): Promise<void> => {
  const { id, name, email, address, shipAddress, currency, active, createdAt, updatedAt } =
    customer;
  const changedAt = Date.parse(updatedAt || createdAt);
  const changed = {
    name,
    active,
    deleted: false,
    currency,
    email,
    row: { id, name, email, address, shipAddress, currency, active, createdAt, updatedAt },
    searchedName: name.toLowerCase(),
    searchedPlainName: plainName(name).toLowerCase(),
    searchedEmail: email?.toLowerCase() ?? null,
    changedAt: Number.isNaN(changedAt) ? 0 : changedAt,
    readAt,
  };
  await tx
    .insert(names)
    .values({ ...realmKey, kind: 'Customer', nameId: id, balance: '0.00', ...changed })
    .onConflictDoUpdate({
      target: [names.companyId, names.realmId, names.kind, names.nameId],
      set: changed,
      setWhere: and(lte(names.changedAt, changed.changedAt), lte(names.readAt, readAt)),
    });
};
