import { readDatabasesToMove } from '../config.ts';
import { moveDatabase } from '../db/move-database.ts';
import { addressOf } from '../db/postgres-start.ts';
import { StartProblem } from '../start-problem.ts';

// `pnpm database:move`: copies the SQLite file DATABASE_FILE to the PostgreSQL database
// DATABASE_URL.
try {
  const databases = readDatabasesToMove();
  const { databaseFile, databaseUrl } = databases;
  await moveDatabase(databases, ({ table, rows, sums }) => {
    const money = Object.entries(sums).map(([column, sum]) => `, sum of ${column} ${sum}`);
    console.log(`${table}: ${rows} rows${money.join('')}`);
  });
  console.log(
    `Everything was copied from ${databaseFile} to ${addressOf(databaseUrl)}, and the copy is the same. ` +
      'Now remove DATABASE_FILE from the settings, leave DATABASE_URL, and keep the file as a backup.',
  );
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : error);
  process.exitCode = 1;
}
