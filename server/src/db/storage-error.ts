/** What kept the database from storing something, whichever database it is. */
export class StorageError extends Error {
  readonly reason: 'busy' | 'full' | 'other';

  constructor(reason: StorageError['reason'], code: string) {
    super(`The database could not store this (${code})`);
    this.name = 'StorageError';
    this.reason = reason;
  }
}

const reasons: [start: string, reason: StorageError['reason']][] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'full'],
];

/** Translates an error of the driver, whose text may hold values; any other error is returned as it is. */
export const storageError = (error: unknown): unknown => {
  const { code } = (error ?? {}) as { code?: unknown };
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return error;
  const reason = reasons.find(([start]) => code.startsWith(start))?.[1] ?? 'other';
  const translated = new StorageError(reason, code);
  translated.stack = (error as Error).stack;
  return translated;
};
