import { randomUUID } from 'node:crypto';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Db } from '../db/database.ts';
import { openDatabase } from '../db/sqlite.ts';

/** A file that does not exist yet; `stand-ins.ts` removes its folder at the end of the test run. */
export const testDatabaseFile = (): string =>
  join(inject('databaseFolder'), `${randomUUID()}.sqlite`);

/** An empty database in a file of its own, opened as in production. Copied, because migrating takes longer. */
export const openTestDatabase = (): Db => {
  const file = testDatabaseFile();
  copyFileSync(join(inject('databaseFolder'), 'migrated.sqlite'), file);
  return openDatabase(file);
};
