import type { Settings } from '../config.ts';
import type { Db } from './database.ts';
import { openPostgres } from './postgres.ts';
import { lockForServer } from './server-lock.ts';
import { checkFolder, openDatabase } from './sqlite.ts';

type Where = Pick<Settings, 'databaseUrl' | 'databaseFile'>;

/** Throws StartProblem when the folder of the SQLite file is missing. Does not check PostgreSQL. */
export const checkDatabase = ({ databaseUrl, databaseFile }: Where): void => {
  if (databaseUrl === null) checkFolder(databaseFile);
};

/**
 * Opens the configured database for a server. `lock` lets only one server use a SQLite file;
 * PostgreSQL needs no lock and serves several. Throws StartProblem.
 */
export const openForServer = async ({
  databaseUrl,
  databaseFile,
}: Where): Promise<{ db: Db; lock: { release(): void } }> => {
  if (databaseUrl !== null) {
    return { db: await openPostgres(databaseUrl), lock: { release: () => undefined } };
  }
  const lock = lockForServer(databaseFile);
  return { db: openDatabase(databaseFile), lock };
};
