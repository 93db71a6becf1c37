import { readDatabase } from '../config.ts';
import { backUp } from '../db/backup.ts';
import { StartProblem } from '../start-problem.ts';

// `pnpm backup FILE`: writes the whole database to a SQLite file.
try {
  const [file] = process.argv.slice(2);
  if (!file) throw new StartProblem('Name the file to write: pnpm backup FILE');
  await backUp(readDatabase(), file);
  console.log(
    `Everything was written to ${file}. ENCRYPTION_KEYS is not in it: keep it elsewhere.`,
  );
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
}
