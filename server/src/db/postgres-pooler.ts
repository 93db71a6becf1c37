import pg from 'pg';
import { StartProblem } from '../start-problem.ts';

/**
 * Throws StartProblem when DATABASE_URL leads to a pooler in transaction mode, which breaks session
 * locks and prepared statements. `client` must be connected and outside a transaction.
 */
export const refuseTransactionPooler = async (client: pg.Client, url: string): Promise<void> => {
  const other = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  other.on('error', () => null);
  try {
    await other.connect();
    const backend = await backendOf(client);
    await other.query('begin');
    const otherBackend = await backendOf(other);
    // Without such a pooler a session keeps its backend and shares it with no other session.
    if (backend !== otherBackend && (await backendOf(client)) === backend) return;
  } finally {
    await other.end().catch(() => null);
  }
  throw new StartProblem(
    'DATABASE_URL leads to a connection pooler in transaction mode, which is not supported. Set the pooler to session mode, or connect to PostgreSQL directly.',
  );
};

const backendOf = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query('select pg_backend_pid() as pid');
  return rows[0].pid;
};
