import pg from 'pg';
import { postgresStorageError, StorageError } from './storage-error.ts';

/**
 * Whether the connection must be replaced. Includes `read_only`: a former primary keeps its old
 * connections, while a new connection reaches the new primary.
 */
export const isUnusable = (error: unknown): boolean =>
  error instanceof StorageError && (error.reason === 'lost' || error.reason === 'read_only');

export type Pool = ReturnType<typeof openPool>;

/** Opens a pool that replaces lost connections and can be closed while some are in use. */
export const openPool = (settings: {
  url: string;
  connections: number;
  idleMs: number;
  statementMs: number;
  ready: () => Promise<unknown>;
  sessionSettings: string;
  /** Sends statements on a connection without waiting for earlier results. */
  pipeline?: boolean;
}) => {
  const pool = new pg.Pool({
    connectionString: settings.url,
    max: settings.connections,
    idleTimeoutMillis: settings.idleMs,
    connectionTimeoutMillis: 10_000,
    query_timeout: settings.statementMs,
    pipeline: settings.pipeline,
    keepAlive: true,
    allowExitOnIdle: true,
    application_name: 'dealbill',
    onConnect: async (client) => {
      await client.query(settings.sessionSettings);
    },
  });
  // A lost connection fails its statement; without listeners the event would end the process.
  pool.on('error', () => null);
  pool.on('connect', (client) => client.on('error', () => null));
  const inUse = new Set<pg.PoolClient>();
  let closed = false;
  const giveBack = (client: pg.PoolClient, broken = false): void => {
    if (inUse.delete(client)) client.release(broken);
  };
  return {
    /** Throws StorageError. */
    async take(): Promise<pg.PoolClient> {
      await settings.ready();
      if (closed) throw new StorageError('lost', 'not open');
      const client = await pool.connect().catch((error) => {
        throw postgresStorageError(error);
      });
      inUse.add(client);
      return client;
    },
    giveBack,
    async close(): Promise<void> {
      if (closed) return;
      closed = true;
      for (const client of inUse) {
        giveBack(client, true);
        // Otherwise the driver waits for the results of the statements sent.
        if (client.pipeline) client.connection.stream.destroy();
      }
      await pool.end();
    },
  };
};
