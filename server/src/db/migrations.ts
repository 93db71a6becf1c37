import { fileURLToPath } from 'node:url';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { StartProblem } from '../start-problem.ts';
import type { Dialect } from './dialect.ts';

/**
 * The migrations that a database lacks. `last` is when the last migration that was applied to it was
 * generated, as Drizzle stores it; null in an empty database. Throws StartProblem when a newer version of
 * Dealbill has migrated it.
 */
export const pendingMigrations = (dialect: Dialect, last: number | null): MigrationMeta[] => {
  const known = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) });
  const newest = known.at(-1)?.folderMillis ?? 0;
  if (last !== null && last > newest) {
    throw new StartProblem(
      'The database was changed by a newer version of Dealbill. Start that version, or restore a backup from before it.',
    );
  }
  return known.filter(({ folderMillis }) => last === null || folderMillis > last);
};

const newest = new Map<Dialect, number>();

/** When the last migration of this version was generated, as Drizzle stores it. */
export const newestMigration = (dialect: Dialect): number => {
  const known = newest.get(dialect);
  if (known !== undefined) return known;
  const files = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) });
  const last = files.at(-1)?.folderMillis ?? 0;
  newest.set(dialect, last);
  return last;
};

export const migrationsFolder = (dialect: Dialect): string =>
  fileURLToPath(new URL(`../../../drizzle/${dialect}`, import.meta.url));
