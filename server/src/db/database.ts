import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core';

type Builders = BaseSQLiteDatabase<'async', unknown>;

/** Read access to committed data, and inside a transaction also to its own writes. */
export type Reader = Pick<Builders, 'select' | 'selectDistinct'>;

/** Read and write access inside one transaction. Pass it on, but never store it. */
export type Tx = Reader & Pick<Builders, 'insert' | 'update' | 'delete'>;

/** The database of a process: read from it directly, write through `transact`. */
export type Db = Reader & {
  readonly writer: Writer;
  /** Path of the file, or address without user and password. For messages and tests. */
  readonly file: string;
  /**
   * Calls `onSignal` with the payload of each signal on the channel (`signals.ts`), until the
   * returned function is called. The payload is empty after each connect, when signals may have
   * been lost. Never calls it on SQLite.
   */
  listen(channel: string, onSignal: (payload: string) => void): () => Promise<void>;
  /** Closes at once: open transactions are rolled back. */
  close(): void | Promise<void>;
};

export type TransactionOptions = {
  /**
   * `serializable` (the default): as if transactions ran one after the other. `read committed`:
   * each statement sees what is committed when it starts; for work that locks the rows it reads
   * (`skip-locked.ts`). SQLite is always serializable.
   */
  isolation?: 'serializable' | 'read committed';
};

export type Writer = {
  /**
   * Runs `work` in a new transaction. SQLite queues transactions. PostgreSQL runs them concurrently
   * and repeats `work` after a conflict.
   */
  run<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>;
};
