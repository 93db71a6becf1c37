import { readDatabase, readKeys } from '../config.ts';
import { openForCommand } from '../db/open-for-command.ts';
import { rotateKeys } from '../keys/rotate-keys.ts';
import { StartProblem } from '../start-problem.ts';

// `pnpm keys:rotate`: re-encrypts every stored token with the first key of ENCRYPTION_KEYS.
try {
  const keys = readKeys();
  const db = await openForCommand(readDatabase());
  try {
    const use = await rotateKeys(db, keys, (table, rows) => console.log(`${table}: ${rows} rows`));
    for (const { id } of keys) {
      const tables = [...(use.get(id) ?? [])].map(([table, rows]) => `${rows} of ${table}`);
      console.log(`Key ${id}: ${tables.join(', ') || 'no rows'}`);
    }
    const [newest, ...older] = keys.map(({ id }) => id);
    const needed = older.filter((id) => use.has(id));
    const unneeded = older.filter((id) => !use.has(id));
    if (unneeded.length > 0) {
      console.log(
        `Remove from ENCRYPTION_KEYS: ${unneeded.join(', ')}. Do so when every server was started with ` +
          `${newest} as the first key, and keep the old keys as long as backups from before today.`,
      );
    }
    if (needed.length > 0) {
      throw new StartProblem(
        `A server still encrypts with ${needed.join(', ')}. Start every server with ${newest} as the first key, then run the command again.`,
      );
    }
  } finally {
    await db.close();
  }
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
}
