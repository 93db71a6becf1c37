import { and, eq, isNull, lte, or, type SQL } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Db, Tx } from '../db/database.ts';
import { transact } from '../db/transact.ts';
import type { EncryptedTokens, TokenRow, TokenStore } from './token-store.ts';

type TokenTable = SQLiteTable &
  Record<'state' | 'version' | 'leaseId' | 'leaseUntil', AnySQLiteColumn>;

type Columns = Record<string, string | number | null | undefined>;

/** The parts that differ between tables of tokens. */
export type TokenTableOptions<K, Row> = {
  /** Matches the grant of this key unless it has ended. */
  live(key: K): SQL | undefined;
  read(key: K): Promise<TokenRow | null>;
  /** Further columns to store from a response. */
  extraColumns(tokens: EncryptedTokens): Columns;
  /** Runs in the transaction that stores new tokens. */
  onStored?(tx: Tx, row: Row): Promise<void>;
  /** Runs in the transaction that marks a grant broken. */
  onBroken?(tx: Tx, row: Row, now: number): Promise<void>;
};

const noLease = { leaseId: null, leaseUntil: null };

/** Implements `TokenStore` on a table; every write is a compare-and-set. */
export const makeTokenStore = <K, T extends TokenTable>(
  db: Db,
  table: T,
  { live, read, extraColumns, onStored, onBroken }: TokenTableOptions<K, T['$inferSelect']>,
): TokenStore<K> => {
  const atVersion = (key: K, version: number) => and(live(key), eq(table.version, version));
  const set = (tx: Tx, values: Columns, where: SQL | undefined) =>
    tx
      .update(table as TokenTable)
      .set(values)
      .where(where);
  /** Returns whether the condition matched a row. */
  const setOne = (values: Columns, where: SQL | undefined): Promise<boolean> =>
    transact(db, async (tx) => {
      const changed = await set(tx, values, where).returning({ version: table.version });
      return changed.length === 1;
    });

  return {
    read,
    lease: async (key, version, { id, now, until }) => {
      const unleased = or(isNull(table.leaseUntil), lte(table.leaseUntil, now));
      const values = { leaseId: id, leaseUntil: until };
      return setOne(values, and(atVersion(key, version), unleased));
    },
    release: async (key, leaseId) => {
      await setOne(noLease, and(live(key), eq(table.leaseId, leaseId)));
    },
    replace: async (key, version, tokens) => {
      const { accessToken, refreshToken, expiresAt } = tokens;
      const values = { ...noLease, state: 'active', accessToken, refreshToken, expiresAt };
      const next = { ...values, version: version + 1, ...extraColumns(tokens) };
      return transact(db, async (tx) => {
        const [row] = await set(tx, next, atVersion(key, version)).returning();
        if (row) await onStored?.(tx, row as T['$inferSelect']);
        return row !== undefined;
      });
    },
    markBroken: async (key, version, now) =>
      transact(db, async (tx) => {
        const active = and(atVersion(key, version), eq(table.state, 'active'));
        const [row] = await set(tx, { ...noLease, state: 'broken' }, active).returning();
        if (row) await onBroken?.(tx, row as T['$inferSelect'], now);
        return row !== undefined;
      }),
  };
};
