import { and, desc, eq, inArray, ne } from 'drizzle-orm';
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

/** Numbers of the newest mirrored invoices, the newest first. */
export const newestNumbers = async (db: Reader, realmKey: RealmKey): Promise<string[]> => {
  const rows = await db
    .select({ number: invoices.number })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), eq(invoices.deleted, false), ne(invoices.number, '')))
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(100);
  return rows.map(({ number }) => number);
};
