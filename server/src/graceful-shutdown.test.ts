import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { systemClock } from './clock.ts';
import { dialect } from './db/dialect.ts';
import { openDatabase } from './db/sqlite.ts';
import { makeDependencies } from './dependencies.ts';
import { makeLogger } from './diagnostics/logger.ts';
import { drafts } from './drafts/tables.ts';
import { operations } from './operations/tables.ts';
import { signedToken, type TestApp } from './testing/build-test-app.ts';
import { type DraftFixture, openDraftFixture } from './testing/draft-fixture.ts';
import { testDatabaseFile } from './testing/open-test-database.ts';
import { testEnvironment, testSettings } from './testing/test-settings.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const started: ChildProcess[] = [];
afterEach(() => {
  for (const server of started.splice(0)) server.kill('SIGKILL');
});

/** Starts the server with a command; resolves to its address. */
const start = async ([command = '', ...args]: string[], env: Record<string, string>) => {
  const server = spawn(command, args, { env, cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  started.push(server);
  const url = await new Promise<string>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`The server exited with ${code}`)));
    createInterface({ input: server.stdout }).on('line', (line) => {
      const listening = /Server listening at (http:[^"]+)/.exec(line)?.[1];
      if (listening) resolve(listening);
    });
  });
  return { server, url, ended: once(server, 'exit') };
};

const places = () => ({
  quickbooksUrl: inject('quickbooksUrl'),
  pipedriveUrl: inject('pipedriveUrl'),
});
const mainScript = [process.execPath, fileURLToPath(new URL('./main.ts', import.meta.url))];

/** A server process with a connected company, and requests to it over HTTP. */
const openServer = async (env: Record<string, string> = {}) => {
  const file = testDatabaseFile();
  const settings = testSettings(places(), { DATABASE_FILE: file });
  const log = makeLogger('silent', { write: () => undefined });
  const db = openDatabase(file);
  const all = testEnvironment(places(), {
    PORT: '0',
    SERVE_PANEL: 'false',
    QUICKBOOKS_TIMEOUT_MS: '600000',
    DATABASE_FILE: file,
    ...env,
  });
  const run = () => start(mainScript, all);
  let running = await run();
  const test = {
    dependencies: makeDependencies(settings, log, { db }),
    async call(user: Parameters<TestApp['call']>[0], action: string, input: object = {}) {
      const token = await signedToken(settings, user, systemClock.now());
      const response = await fetch(`${running.url}/api/${action}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(input),
      });
      return { status: response.status, body: await response.json(), response };
    },
  };
  const fixture = await openDraftFixture('us', { test: test as unknown as TestApp });
  return {
    fixture,
    db,
    get process() {
      return running;
    },
    async startAgain() {
      running = await run();
    },
  };
};

/** Resolves once QuickBooks has received a creation. */
const received = async (fixture: DraftFixture) =>
  expect.poll(() => fixture.calls().then((all) => all.includes('POST invoice'))).toBe(true);

const stateOf = async (db: ReturnType<typeof openDatabase>) => {
  const [draft] = await db.select({ state: drafts.state }).from(drafts);
  const [operation] = await db.select({ state: operations.state }).from(operations);
  return { draft: draft?.state, operation: operation?.state };
};

const slow = (delayMs: number) => ({ fault: 'late', delayMs });

describe.runIf(dialect === 'sqlite')(
  'a server that gets SIGTERM during a creation',
  () => {
    it('waits for QuickBooks, answers the browser and exits with 0', async () => {
      const { fixture, process: running } = await openServer();
      const form = await fixture.form();
      await fixture.forgetCalls();
      await fixture.fault(slow(1_500));
      const created = fixture.create(form);
      await received(fixture);
      running.server.kill('SIGTERM');
      expect((await created).body.state).toBe('created');
      expect(await running.ended).toEqual([0, null]);
      expect(await fixture.made()).toHaveLength(1);
    });

    it('stores the outcome when the browser has disconnected', async () => {
      const { fixture, db, process: running } = await openServer();
      const form = await fixture.form();
      await fixture.forgetCalls();
      await fixture.fault(slow(1_500));
      const { companyId, userId } = fixture.company.owner;
      const token = await signedToken(
        fixture.dependencies.settings,
        { companyId, userId },
        systemClock.now(),
      );
      const gone = new AbortController();
      const created = fetch(`${running.url}/api/drafts/create`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(form),
        signal: gone.signal,
      }).catch(() => null);
      await received(fixture);
      gone.abort();
      expect(await created).toBeNull();
      running.server.kill('SIGTERM');
      expect(await running.ended).toEqual([0, null]);
      expect(await stateOf(db)).toEqual({ draft: 'created', operation: 'done' });
    });

    it('leaves the operation unconfirmed after the grace period, and the next start resolves it', async () => {
      const server = await openServer({ SHUTDOWN_GRACE_MS: '500' });
      const { fixture, db } = server;
      const form = await fixture.form();
      await fixture.forgetCalls();
      await fixture.fault(slow(600_000));
      const created = fixture.create(form);
      await received(fixture);
      server.process.server.kill('SIGTERM');
      expect(await created).toMatchObject({ status: 200, body: { state: 'unknown' } });
      expect(await server.process.ended).toEqual([0, null]);
      expect(await stateOf(db)).toMatchObject({ operation: 'unconfirmed' });

      await server.startAgain();
      await expect
        .poll(async () => (await fixture.status(form.draftId)).body.state)
        .toBe('created');
      expect(await fixture.made()).toHaveLength(1);
    });

    it('exits at once after a second signal', async () => {
      const { fixture, process: running } = await openServer({ SHUTDOWN_GRACE_MS: '600000' });
      const form = await fixture.form();
      await fixture.forgetCalls();
      await fixture.fault({ fault: 'hang' });
      const created = fixture.create(form).catch(() => null);
      await received(fixture);
      running.server.kill('SIGTERM');
      // It stops accepting once the first signal has arrived.
      await expect
        .poll(() =>
          fetch(`${running.url}/healthz`).then(
            () => 'accepts',
            () => 'refuses',
          ),
        )
        .toBe('refuses');
      running.server.kill('SIGTERM');
      expect(await running.ended).toEqual([1, null]);
      expect(await created).toBeNull();
    });
  },
  180_000,
);

it('`pnpm start` passes signals on, because its shell becomes the server', async () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const env = testEnvironment(places(), {
    PATH: dirname(process.execPath),
    PORT: '0',
    SERVE_PANEL: 'false',
    DATABASE_FILE: testDatabaseFile(),
  });
  const { server, ended } = await start(['/bin/sh', '-c', scripts.start], env);
  server.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
}, 180_000);
