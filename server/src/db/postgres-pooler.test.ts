import { expect, test } from 'vitest';
import { StartProblem } from '../start-problem.ts';
import { emptyPostgres } from '../testing/open-test-database.ts';
import { startTransactionPooler } from '../testing/transaction-pooler.ts';
import { openPostgres } from './postgres.ts';

test('a pooler in transaction mode is refused, and PostgreSQL itself is not', async () => {
  const url = await emptyPostgres();
  const pooler = await startTransactionPooler(url);
  const opening = openPostgres(pooler.url).catch((error: unknown) => error);
  expect(await opening).toBeInstanceOf(StartProblem);
  expect(String(await opening)).toMatch(/transaction mode, which is not supported/);
  pooler.close();
  const db = await openPostgres(url);
  await db.close();
});
