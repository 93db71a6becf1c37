import { sql } from 'drizzle-orm';
import type { Reader } from './database.ts';
import { byDialect, dialect } from './dialect.ts';
import { newestMigration } from './migrations.ts';

const applied = byDialect({
  sqlite: sql`__drizzle_migrations`,
  postgres: sql`drizzle.__drizzle_migrations`,
});

/** Whether the database has the tables that this version of Dealbill works with. */
export const schemaVersion = async (db: Reader): Promise<'current' | 'older' | 'newer'> => {
  const [row] = await db.select({ last: sql<number | null>`max(created_at)` }).from(applied);
  const last = Number(row?.last ?? 0);
  const newest = newestMigration(dialect);
  if (last === newest) return 'current';
  return last < newest ? 'older' : 'newer';
};
