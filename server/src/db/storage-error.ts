type Reason = 'busy' | 'full' | 'lost' | 'read_only' | 'other';

/** What kept the database from reading or storing something, whichever database it is. */
export class StorageError extends Error {
  readonly reason: Reason;
  /** SQLite's result code, PostgreSQL's SQLSTATE or the code of a system error. */
  readonly code: string;
  /** The connection was lost while a transaction was committed: it may have taken effect. */
  readonly mayBeStored: boolean;

  constructor(reason: Reason, code: string, { mayBeStored = false } = {}) {
    super(`The database could not do this (${code})`);
    this.name = 'StorageError';
    this.reason = reason;
    this.code = code;
    this.mayBeStored = mayBeStored;
  }
}

/**
 * The problem of a database that does not work at the moment, or null: for an error of something else, or for
 * a statement that would fail again.
 */
export const storageProblem = (error: unknown): StorageError | null => {
  const translated = sqliteStorageError(error);
  return translated instanceof StorageError && translated.reason !== 'other' ? translated : null;
};

const sqliteReasons: [start: string, reason: Reason][] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'full'],
  ['SQLITE_CANTOPEN', 'lost'],
  ['SQLITE_READONLY', 'read_only'],
];

/** Translates an error of SQLite's driver, whose text may hold values; any other error is returned as it is. */
export const sqliteStorageError = (error: unknown): unknown => {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  const reason = sqliteReasons.find(([start]) => code.startsWith(start))?.[1] ?? 'other';
  const translated = new StorageError(reason, code);
  translated.stack = (error as Error).stack;
  return translated;
};

/** https://www.postgresql.org/docs/18/errcodes-appendix.html */
const postgresReasons: [start: string, reason: Reason][] = [
  ['40001', 'busy'],
  ['40P01', 'busy'],
  ['55P03', 'busy'],
  ['53100', 'full'],
  ['53200', 'full'],
  ['53300', 'busy'],
  ['58030', 'full'],
  ['57014', 'busy'],
  ['25006', 'read_only'],
  ['08', 'lost'],
  ['57P', 'lost'],
  ['25P03', 'lost'],
];

const sqlState = /^[0-9A-Z]{5}$/;

/**
 * Translates whatever PostgreSQL's driver throws. Its text and stack may hold values, so neither is kept. An
 * error without an SQLSTATE is one of the connection.
 */
export const postgresStorageError = (error: unknown): StorageError => {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return new StorageError('lost', 'no connection');
  if (!sqlState.test(code)) return new StorageError('lost', code);
  const reason = postgresReasons.find(([start]) => code.startsWith(start))?.[1] ?? 'other';
  return new StorageError(reason, code);
};
