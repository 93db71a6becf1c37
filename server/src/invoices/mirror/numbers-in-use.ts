import { and, eq, inArray } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { invoices } from '../tables.ts';

/** Those of the numbers that a mirrored invoice has. */
export const numbersInUse = async (
  db: Reader,
  realmKey: RealmKey,
  numbers: string[],
): Promise<Set<string>> => {
  const rows = await db
    .select({ number: invoices.number })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        inArray(invoices.number, numbers),
        eq(invoices.deleted, false),
      ),
    );
  return new Set(rows.map(({ number }) => number));
};
