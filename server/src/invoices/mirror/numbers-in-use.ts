import { and, desc, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { countIn } from '../../shared/text/counter-range.ts';
import type { CounterRange } from '../../shared/text/number-pattern.ts';
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

/** The mirrored invoices with this number, at most ten. */
export const invoicesNumbered = (
  db: Reader,
  realmKey: RealmKey,
  number: string,
): Promise<{ invoiceId: string; customerId: string }[]> =>
  db
    .select({ invoiceId: invoices.invoiceId, customerId: invoices.customerId })
    .from(invoices)
    .where(
      and(inRealm(invoices, realmKey), eq(invoices.number, number), eq(invoices.deleted, false)),
    )
    .limit(10);

/** How many of the newest invoices show how a company numbers them; as many as QuickBooks is asked. */
const recentCount = 100;

/** Numbers of the mirrored invoices with the latest dates, the last created first. */
export const recentMirroredNumbers = async (db: Reader, realmKey: RealmKey): Promise<string[]> => {
  const rows = await db
    .select({ number: invoices.number, createdAt: invoices.createdAt })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), eq(invoices.deleted, false), ne(invoices.number, '')))
    .orderBy(desc(invoices.issueDate))
    .limit(recentCount);
  return rows.toSorted((a, b) => b.createdAt - a.createdAt).map(({ number }) => number);
};

/** The highest count that a mirrored invoice has in this range; 0 without one. */
export const highestCount = async (
  db: Reader,
  realmKey: RealmKey,
  range: CounterRange,
): Promise<number> => {
  const { prefix, suffix, digits } = range;
  const [before, after] = [[...prefix].length, [...suffix].length];
  const { number } = invoices;
  const length = sql<number>`length(${number})`;
  const count = sql`substr(${number}, ${sql.raw(`${before + 1}`)}, length(${number}) - ${sql.raw(`${before + after}`)})`;
  const [highest] = await db
    .select({ number })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        eq(invoices.deleted, false),
        // ':' follows '9', so the index finds all that go on with a digit.
        gte(number, `${prefix}0`),
        lt(number, `${prefix}:`),
        sql`length(${number}) between ${sql.raw(`${before + after + digits}`)} and ${sql.raw(`${before + after + 15}`)}`,
        sql`substr(${number}, length(${number}) - ${sql.raw(`${after - 1}`)}) = ${suffix}`,
        sql`ltrim(${count}, '0123456789') = ''`,
        sql`(length(${number}) = ${sql.raw(`${before + after + digits}`)} or ${number} >= ${`${prefix}1`})`,
      ),
    )
    .orderBy(desc(length), desc(number))
    .limit(1);
  return (highest && countIn(range, highest.number)) ?? 0;
};
