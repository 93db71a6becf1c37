type Reason = 'busy' | 'full' | 'lost' | 'read_only' | 'other';

/** An error of the database, the same for SQLite and PostgreSQL. */
export class StorageError extends Error {
  readonly reason: Reason;
  /** Result code of SQLite, SQLSTATE of PostgreSQL, or code of a system error. */
  readonly code: string;
  /** The connection was lost during a commit, so the transaction may have taken effect. */
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
 * Returns the StorageError when the database does not work at the moment; null for errors of other
 * origin and for statements that would fail again.
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

/** Converts an error of SQLite's driver to a StorageError; returns any other error unchanged. */
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
 * Converts any error of PostgreSQL's driver, without its text and stack, which may contain values.
 * An error without SQLSTATE counts as a lost connection.
 */
export const postgresStorageError = (error: unknown): StorageError => {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string') return new StorageError('lost', 'no connection');
  if (!sqlState.test(code)) return new StorageError('lost', code);
  const reason = postgresReasons.find(([start]) => code.startsWith(start))?.[1] ?? 'other';
  return new StorageError(reason, code);
};
