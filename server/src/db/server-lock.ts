import Database from 'better-sqlite3';
import { StartProblem } from '../start-problem.ts';
import { keepFromOthers } from './sqlite.ts';

/**
 * Makes sure that no other server works on this database file: holds an exclusive transaction on a file next
 * to it, which the operating system releases however the process ends. Throws StartProblem. The commands
 * that may run next to a server do not take this lock.
 */
export const lockForServer = (databaseFile: string): { release(): void } => {
  const lockFile = `${databaseFile}-server`;
  keepFromOthers(lockFile);
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
