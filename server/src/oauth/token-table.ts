import { and, eq, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { SealedTokens, TokenRow, TokenStore } from './token-store.ts';

type TokenTable = SQLiteTable &
  Record<'state' | 'version' | 'leaseOwner' | 'leaseUntil', AnySQLiteColumn>;

type Columns = Record<string, string | number | null | undefined>;

/** How a table differs from other tables of tokens. */
export type TokensOf<K, Row> = {
  /** The grant of this key, as long as it has not ended. */
  living(key: K): SQL | undefined;
  read(key: K): Promise<TokenRow | null>;
  /** What of an answer is kept besides the tokens. */
  kept(tokens: SealedTokens): Columns;
  /** What follows in the same transaction when new tokens were stored: the grant works. */
  onKept?(tx: Tx, row: Row): Promise<void>;
  /** What follows in the same transaction when a grant has just broken. */
  onBroken?(tx: Tx, row: Row, now: number): Promise<void>;
};

const free = { leaseOwner: null, leaseUntil: null };

/** The tokens of a table, as the keeper works on them: every write compares and sets. */
export const tableTokens = <K, T extends TokenTable>(
  db: Db,
  table: T,
  { living, read, kept, onKept, onBroken }: TokensOf<K, T['$inferSelect']>,
): TokenStore<K> => {
  const at = (key: K, version: number) => and(living(key), eq(table.version, version));
  const set = (tx: Tx, values: Columns, where: SQL | undefined) =>
    tx
      .update(table as TokenTable)
      .set(values)
      .where(where);
  /** Says whether a row was there to be changed. */
  const setOne = (values: Columns, where: SQL | undefined): Promise<boolean> =>
    transact(db, async (tx) => {
      const changed = await set(tx, values, where).returning({ version: table.version });
      return changed.length === 1;
    });

  return {
    read,
    lease: async (key, version, { owner, now, until }) => {
      const unleased = or(isNull(table.leaseUntil), lte(table.leaseUntil, now));
      const values = { leaseOwner: owner, leaseUntil: until };
      return setOne(values, and(at(key, version), unleased));
    },
    release: async (key, owner) => {
      await setOne(free, and(living(key), eq(table.leaseOwner, owner)));
    },
    keep: async (key, version, tokens) => {
      const { accessToken, refreshToken, expiresAt } = tokens;
      const values = { ...free, state: 'active', accessToken, refreshToken, expiresAt };
      const next = { ...values, version: version + 1, ...kept(tokens) };
      return transact(db, async (tx) => {
        const [row] = await set(tx, next, at(key, version)).returning();
        if (row) await onKept?.(tx, row as T['$inferSelect']);
        return row !== undefined;
      });
    },
    breakOff: async (key, version, now) =>
      transact(db, async (tx) => {
        const active = and(at(key, version), eq(table.state, 'active'));
        const [row] = await set(tx, { ...free, state: 'broken' }, active).returning();
        if (row) await onBroken?.(tx, row as T['$inferSelect'], now);
        return row !== undefined;
      }),
  };
};
