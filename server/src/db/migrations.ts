import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { StartProblem } from '../start-problem.ts';
import type { Reader } from './database.ts';
import { byDialect, type Dialect, dialect } from './dialect.ts';

/**
 * Returns the migrations not applied yet. `last` is the generation time of the last applied one
 * (epoch milliseconds, Drizzle's `folderMillis`), null in an empty database. Throws StartProblem
 * when a newer version of Dealbill has migrated the database.
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

/** Generation time of the last migration of this version, epoch milliseconds. Cached. */
const newestMigration = (dialect: Dialect): number => {
  const known = newest.get(dialect);
  if (known !== undefined) return known;
  const files = readMigrationFiles({ migrationsFolder: migrationsFolder(dialect) });
  const last = files.at(-1)?.folderMillis ?? 0;
  newest.set(dialect, last);
  return last;
};

export const migrationsFolder = (dialect: Dialect): string =>
  fileURLToPath(new URL(`../../../drizzle/${dialect}`, import.meta.url));

const applied = byDialect({
  sqlite: sql`__drizzle_migrations`,
  postgres: sql`drizzle.__drizzle_migrations`,
});

/** Compares the last migration of the database with that of this version of Dealbill. */
export const schemaVersion = async (db: Reader): Promise<'current' | 'older' | 'newer'> => {
  const [row] = await db.select({ last: sql<number | null>`max(created_at)` }).from(applied);
  const last = Number(row?.last ?? 0);
  const current = newestMigration(dialect);
  if (last === current) return 'current';
  return last < current ? 'older' : 'newer';
};
