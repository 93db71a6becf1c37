import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

type Builders = BaseSQLiteDatabase<'async', unknown>;

/** Reads: outside a transaction the last committed state, inside one its own. */
export type Reader = Pick<Builders, 'select' | 'selectDistinct'>;

/** The inside of a transaction, the only place that can write. Passed on, never stored. */
export type Tx = Reader & Pick<Builders, 'insert' | 'update' | 'delete'>;

/** The database of a process. It reads by itself and writes through `transact`. */
export type Db = Reader & {
  readonly writer: Writer;
  /** Where it is stored, for messages and tests. */
  readonly file: string;
  /** Waits for nobody: an open transaction is rolled back. */
  close(): void;
};

export type Writer = {
  /** Runs `work` in a transaction of its own, after those that were begun before. */
  run<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
};
