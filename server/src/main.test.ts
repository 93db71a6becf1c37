import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { systemClock } from './clock.ts';
import { lockForServer } from './db/server-lock.ts';
import { openDatabase } from './db/sqlite.ts';
import { openDoors } from './doors.ts';
import { makeLogger } from './logger.ts';
import { signedToken } from './testing/build-test-app.ts';
import { makeConnectedCompany } from './testing/make-company.ts';
import { testEnvironment, testSettings } from './testing/test-settings.ts';

const main = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Takes every connection and never says a word. */
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

/** Starts the server, which cannot; resolves to what it says and how it ends. */
const failToStart = async (env: Record<string, string>, args: string[] = []) => {
  const places = { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') };
  const all = testEnvironment(places, { PORT: '0', ...env });
  server = spawn(process.execPath, [main, ...args], { env: all, stdio: 'pipe' });
  const said: string[] = [];
  server.stderr?.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const [code] = await once(server, 'close');
  return { code, said: said.join('').trim() };
};

test('settings are checked before anything else is done', async () => {
  const checked = await failToStart({ LOG_LEVEL: 'loud' }, ['--check']);
  expect(checked.code).toBe(1);
  expect(checked.said).toMatch(/LOG_LEVEL is not usable: Log level: silent, error/);
  expect((await failToStart({}, ['--check'])).code).toBe(0);
}, 60_000);

test('a missing folder and a used port are one sentence each', async () => {
  const missing = join(folder, 'not-there', 'dealbill.sqlite');
  for (const args of [[], ['--check']]) {
    const noFolder = await failToStart({ DATABASE_FILE: missing }, args);
    expect(noFolder.code).toBe(1);
    expect(noFolder.said).toBe(
      `The folder ${join(folder, 'not-there')} of DATABASE_FILE does not exist. Create it, or choose another file.`,
    );
  }
  await once(silentVendor.listen(0, '127.0.0.1'), 'listening');
  const { port } = silentVendor.address() as AddressInfo;
  const file = join(folder, 'dealbill.sqlite');
  const used = await failToStart({ PORT: `${port}`, DATABASE_FILE: file });
  expect(used.code).toBe(1);
  expect(used.said).toBe(
    `Port ${port} of 127.0.0.1 is in use. Stop the program that uses it, or set PORT to another.`,
  );
}, 60_000);

/** Starts the server as a process of its own; resolves to its address. */
const start = (env: Record<string, string>): Promise<string> => {
  server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  return new Promise((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server stopped with ${code}`)));
    createInterface({ input: server.stdout ?? process.stdin }).on('line', (line) => {
      const told = /Server listening at (http:[^"]+)/.exec(line)?.[1];
      if (told) resolve(told);
    });
  });
};

/** Everything that a server needs to start on this file. */
const environmentOn = (file: string) =>
  testEnvironment(
    { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') },
    { PORT: '0', DATABASE_FILE: file },
  );

const isHealthy = async (url: string): Promise<boolean> => (await fetch(`${url}/health`)).ok;

test('a second server on the same file does not start; one after a crash or a stop does', async () => {
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
}, 60_000);

test('a server that is asked to stop does so, although a vendor keeps it waiting', async () => {
  await once(silentVendor.listen(0, '127.0.0.1'), 'listening');
  const silent = `http://127.0.0.1:${(silentVendor.address() as AddressInfo).port}`;
  const [quickbooksUrl, pipedriveUrl] = [inject('quickbooksUrl'), inject('pipedriveUrl')];
  const file = join(folder, 'dealbill.sqlite');
  const settings = testSettings({ quickbooksUrl, pipedriveUrl });
  const log = makeLogger('silent', { write: () => undefined });
  const company = await makeConnectedCompany(openDoors(settings, log, { db: openDatabase(file) }));

  const url = await start(
    testEnvironment(
      { quickbooksUrl, pipedriveUrl },
      {
        QUICKBOOKS_API_URL: silent,
        QUICKBOOKS_TIMEOUT_MS: '600000',
        PORT: '0',
        DATABASE_FILE: file,
      },
    ),
  );
  const token = await signedToken(settings, company.holder, systemClock.now());
  const reached = once(silentVendor, 'connection');
  const asked = fetch(`${url}/api/items/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      place: { of: 'deal', id: company.deals.withProducts },
      text: '',
      page: 0,
    }),
  }).catch(() => null);
  await reached;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await asked).toBeNull();
  // Starting a server takes its time on a busy machine; the vendor would be silent ten times as long.
}, 60_000);
