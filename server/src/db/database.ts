import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

type Builders = BaseSQLiteDatabase<'async', unknown>;

/** Reads: outside a transaction the last committed state, inside one its own. */
export type Reader = Pick<Builders, 'select' | 'selectDistinct'>;

/** The inside of a transaction, the only place that can write. Passed on, never stored. */
export type Tx = Reader & Pick<Builders, 'insert' | 'update' | 'delete'>;

/** The database of a process. It reads by itself and writes through `transact`. */
export type Db = Reader & {
  readonly writer: Writer;
  /** Where it is stored, for messages and tests: a file, or an address without the password. */
  readonly file: string;
  /** Calls `onSignal` when another process sends a signal (`signals.ts`), until the returned function is called. */
  listen(channel: string, onSignal: () => void): () => Promise<void>;
  /** Waits for nobody: an open transaction is rolled back. */
  close(): void | Promise<void>;
};

export type TransactionOptions = {
  /**
   * `serializable`: as if transactions ran one after the other. `read committed`: each statement sees what is
   * committed when it starts; for work that locks the rows it reads (`skip-locked.ts`). SQLite knows only the
   * first.
   */
  isolation?: 'serializable' | 'read committed';
};

export type Writer = {
  /**
   * Runs `work` in a transaction of its own. SQLite: after those that were begun before. PostgreSQL: beside
   * others, and again from the start when it conflicts with them.
   */
  run<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
};
