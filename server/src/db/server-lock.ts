import Database from 'better-sqlite3';
import { StartProblem } from '../start-problem.ts';
import { restrictToOwner } from './sqlite.ts';

/**
 * Keeps an exclusive transaction open on a file next to the database, so that a second server
 * throws StartProblem. The operating system releases it however the process ends. Commands that may
 * run next to a server do not take it.
 */
export const lockForServer = (databaseFile: string): { release(): void } => {
  const lockFile = `${databaseFile}-server`;
  restrictToOwner(lockFile);
  const client = new Database(lockFile, { timeout: 0 });
  try {
    client.exec('begin exclusive');
  } catch (error) {
    client.close();
    if ((error as { code?: string }).code !== 'SQLITE_BUSY') throw error;
    throw new StartProblem(
      `Another Dealbill server is already running on DATABASE_FILE ${databaseFile}. ` +
        'Stop it first, or choose another file.',
    );
  }
  return { release: () => client.close() };
};
