import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, inject, test } from 'vitest';
import { emptyPostgres } from '../testing/open-test-database.ts';
import { testEnvironment } from '../testing/test-settings.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

const servers: ChildProcess[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.kill('SIGKILL');
});

const spawnServer = (env: Record<string, string>): ChildProcess => {
  const places = { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') };
  const all = testEnvironment(places, {
    PORT: '0',
    SERVE_PANEL: 'false',
    DATABASE_FILE: '',
    ...env,
  });
  const server = spawn(process.execPath, [main], { env: all, stdio: 'pipe' });
  servers.push(server);
  return server;
};

/** Starts a server as a separate process; resolves to its address. */
const start = (url: string): Promise<string> => {
  const server = spawnServer({ DATABASE_URL: url });
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server stopped with ${code}`)));
    server.stderr?.pipe(process.stderr);
    createInterface({ input: server.stdout ?? process.stdin }).on('line', (line) => {
      const address = /Server listening at (http:[^"]+)/.exec(line)?.[1];
      if (address) resolve(address);
    });
  });
};

/** Starts a server that fails to start; resolves to its output. */
const failToStart = async (env: Record<string, string>): Promise<string> => {
  const server = spawnServer(env);
  const output: string[] = [];
  server.stderr?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  expect(await once(server, 'close')).toEqual([1, null]);
  return output.join('').trim();
};

test('two servers start on one new database, serve requests, and stop on a signal', async () => {
  const database = await emptyPostgres();
  const urls = await Promise.all([start(database), start(database)]);
  for (const url of urls) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  for (const server of servers) {
    const stopped = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await stopped).toEqual([0, null]);
  }
}, 60_000);

test('an unusable database is explained in one sentence without the password', async () => {
  const nobody = 'postgres://dealbill:hidden@127.0.0.1:1/dealbill';
  expect(await failToStart({ DATABASE_URL: nobody })).toBe(
    'PostgreSQL cannot be reached at 127.0.0.1:1 (ECONNREFUSED). Start it, or correct DATABASE_URL.',
  );
  const both = await failToStart({ DATABASE_URL: nobody, DATABASE_FILE: 'dealbill.sqlite' });
  expect(both).toBe(
    'The settings are not complete:\n  DATABASE_FILE and DATABASE_URL are both set: keep the one of the database to use',
  );
}, 60_000);
