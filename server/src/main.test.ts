import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { systemClock } from './clock.ts';
import { lockForServer } from './db/server-lock.ts';
import { openDatabase } from './db/sqlite.ts';
import { makeDependencies } from './dependencies.ts';
import { makeLogger } from './diagnostics/logger.ts';
import { signedToken } from './testing/build-test-app.ts';
import { makeConnectedCompany } from './testing/make-company.ts';
import { testEnvironment, testSettings } from './testing/test-settings.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Accepts connections and never responds. */
const silentVendor = createServer();
let folder: string;
let server: ChildProcess;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'server-'));
});
afterEach(() => {
  server.kill('SIGKILL');
  silentVendor.close();
  rmSync(folder, { recursive: true });
});

/** Starts a server that cannot start; resolves to its output and exit code. */
const failToStart = async (env: Record<string, string>, script = main) => {
  const places = { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') };
  const all = testEnvironment(places, { PORT: '0', SERVE_PANEL: 'false', ...env });
  server = spawn(process.execPath, [script], { env: all, stdio: 'pipe' });
  const said: string[] = [];
  server.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [code] = await once(server, 'close');
  return { code, said: said.join('').trim() };
};

test('prints every wrong setting', async () => {
  const checked = await failToStart({ LOG_LEVEL: 'loud' });
  expect(checked.code).toBe(1);
  expect(checked.said).toMatch(/LOG_LEVEL is not usable: Log level: silent, error/);
}, 180_000);

test('prints one sentence for a missing folder and for a used port', async () => {
  const missing = join(folder, 'not-there', 'dealbill.sqlite');
  const noFolder = await failToStart({ DATABASE_FILE: missing });
  expect(noFolder.code).toBe(1);
  expect(noFolder.said).toBe(
    `The folder ${join(folder, 'not-there')} of DATABASE_FILE does not exist. Create it, or choose another file.`,
  );
  await once(silentVendor.listen(0, '127.0.0.1'), 'listening');
  const { port } = silentVendor.address() as AddressInfo;
  const file = join(folder, 'dealbill.sqlite');
  const used = await failToStart({ PORT: `${port}`, DATABASE_FILE: file });
  expect(used.code).toBe(1);
  expect(used.said).toBe(
    `Port ${port} of 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another.`,
  );
}, 180_000);

/** Starts the server as a process; resolves to its address. */
const start = (env: Record<string, string>): Promise<string> => {
  server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server exited with ${code}`)));
    createInterface({ input: server.stdout ?? process.stdin }).on('line', (line) => {
      const listening = /Server listening at (http:[^"]+)/.exec(line)?.[1];
      if (listening) resolve(listening);
    });
  });
};

/** Settings that a server needs to start on this database file. */
const environmentOn = (file: string) =>
  testEnvironment(
    { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') },
    { PORT: '0', SERVE_PANEL: 'false', DATABASE_FILE: file },
  );

const isHealthy = async (url: string): Promise<boolean> => (await fetch(`${url}/readyz`)).ok;

test('refuses a second server on the same file, and starts one after a crash or a stop', async () => {
  const file = join(folder, 'dealbill.sqlite');
  const url = await start(environmentOn(file));
  const first = server;
  try {
    const second = await failToStart({ DATABASE_FILE: file });
    expect(second).toEqual({
      code: 1,
      said: `Another Dealbill server is already running on DATABASE_FILE ${file}. Stop it first, or choose another file.`,
    });
    expect(await isHealthy(url)).toBe(true);
  } finally {
    const crashed = once(first, 'exit');
    first.kill('SIGKILL');
    await crashed;
  }
  expect(await isHealthy(await start(environmentOn(file)))).toBe(true);
  const stopped = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await stopped).toEqual([0, null]);
  lockForServer(file).release();
}, 180_000);

test('prints one sentence when the panel is not built', async () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  cpSync(join(root, 'server/src'), join(folder, 'server/src'), { recursive: true });
  symlinkSync(join(root, 'server/node_modules'), join(folder, 'server/node_modules'));
  const copied = join(folder, 'server/src/main.ts');
  const notBuilt = await failToStart({ SERVE_PANEL: 'true' }, copied);
  expect(notBuilt).toEqual({
    code: 1,
    said: 'The panel is not built. Run `npx --yes pnpm@12 build`, then start again.',
  });
  mkdirSync(join(folder, 'web/dist'), { recursive: true });
  writeFileSync(join(folder, 'web/dist/index.html'), '');
  const missing = join(folder, 'not-there', 'dealbill.sqlite');
  const built = await failToStart({ SERVE_PANEL: 'true', DATABASE_FILE: missing }, copied);
  expect(built.said).toMatch(/^The folder .*not-there/);
}, 180_000);

test('stops on SIGTERM while a vendor does not respond', async () => {
  await once(silentVendor.listen(0, '127.0.0.1'), 'listening');
  const silent = `http://127.0.0.1:${(silentVendor.address() as AddressInfo).port}`;
  const [quickbooksUrl, pipedriveUrl] = [inject('quickbooksUrl'), inject('pipedriveUrl')];
  const file = join(folder, 'dealbill.sqlite');
  const settings = testSettings({ quickbooksUrl, pipedriveUrl });
  const log = makeLogger('silent', { write: () => undefined });
  const company = await makeConnectedCompany(
    makeDependencies(settings, log, { db: openDatabase(file) }),
  );

  const url = await start(
    testEnvironment(
      { quickbooksUrl, pipedriveUrl },
      {
        QUICKBOOKS_API_URL: silent,
        QUICKBOOKS_TIMEOUT_MS: '600000',
        PORT: '0',
        SERVE_PANEL: 'false',
        SHUTDOWN_GRACE_MS: '500',
        DATABASE_FILE: file,
      },
    ),
  );
  const token = await signedToken(settings, company.owner, systemClock.now());
  const reached = once(silentVendor, 'connection');
  const response = fetch(`${url}/api/items/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      context: { of: 'deal', id: company.deals.withProducts },
      text: '',
      page: 0,
    }),
  }).catch(() => null);
  await reached;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  // Nothing changed, so the user may retry.
  expect((await response)?.status).toBe(503);
  // Starting a server takes long on a busy machine; the vendor stays silent ten times as long.
}, 180_000);
