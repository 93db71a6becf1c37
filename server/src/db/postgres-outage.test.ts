import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { backgroundJobs } from '../dependencies.ts';
import { installStates } from '../install/tables.ts';
import { startScheduler } from '../scheduler/scheduler.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { insertState, storedStates } from '../testing/install-state-rows.ts';
import { openTestDatabase, testPostgresUrl } from '../testing/open-test-database.ts';
import { startCluster } from '../testing/postgres-cluster.ts';
import type { Db, Tx } from './database.ts';
import { postgresDatabase } from './postgres.ts';
import { StorageError } from './storage-error.ts';
import { transact } from './transact.ts';

const env = { QUICKBOOKS_TIMEOUT_MS: '10000', RESOLVE_EVERY_MS: '5' };

it('completes a creation after PostgreSQL was stopped in the middle of it', async () => {
  const cluster = await startCluster();
  const db = postgresDatabase(`${cluster.url}/migrated`);
  const test = await buildTestApp({ db, env });
  const fixture = await openDraftFixture('us', { test });
  const background = startScheduler(fixture.dependencies, backgroundJobs);
  try {
    const form = await fixture.form();
    const { quickbooks } = fixture.dependencies;
    const { createInvoice } = quickbooks;
    quickbooks.createInvoice = async (...input) => {
      const answer = await createInvoice(...input);
      await cluster.pause();
      return answer;
    };
    expect((await fixture.create(form)).body.error?.code).toBe('not_recorded');
    quickbooks.createInvoice = createInvoice;
    expect((await fixture.status(form.draftId)).body.error?.code).toBe('storage_unavailable');
    expect((await test.app.inject({ url: '/readyz' })).statusCode).toBe(503);
    await expect.poll(() => test.logged.join('').includes('"could not take turns"')).toBe(true);

    await cluster.resume();
    await expect
      .poll(async () => {
        fixture.clock.advance(10_000);
        return (await fixture.status(form.draftId)).body.state;
      })
      .toBe('created');
    expect(await fixture.made()).toHaveLength(1);
    await expect.poll(async () => (await test.app.inject({ url: '/readyz' })).statusCode).toBe(200);
  } finally {
    await background.stop();
    await db.close();
    await cluster.stop();
  }
});

/** A proxy before the cluster; `silence` drops everything that the open connections send. */
const openProxy = async (port: number) => {
  let silent = new Set<Socket>();
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    open.add(client).add(upstream);
    client.on('data', (data) => void (silent.has(client) || upstream.write(data)));
    upstream.on('data', (data) => void (silent.has(client) || client.write(data)));
    client.on('close', () => upstream.destroy()).on('error', () => null);
    upstream.on('close', () => client.destroy()).on('error', () => null);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    silence: () => {
      silent = new Set(open);
    },
    close: () => {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
};

it.each([
  ['a read', (db: Db) => storedStates(db), false],
  ['a transaction', (db: Db) => transact(db, (tx) => insertState(tx, 'a')), false],
  ['a commit', (db: Db, silence: () => void) => transact(db, async () => silence()), true],
])('gives up a connection that does not answer: %s', async (what, work, mayBeStored) => {
  const url = new URL(await testPostgresUrl(openTestDatabase()));
  const proxy = await openProxy(Number(url.port));
  url.port = String(proxy.port);
  const db = postgresDatabase(url.href, { connections: 1, statementMs: 1_000 });
  try {
    await storedStates(db);
    await transact(db, (tx) => insertState(tx, 'before'));
    if (what !== 'a commit') proxy.silence();
    const error = await work(db, proxy.silence).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StorageError);
    expect(error).toMatchObject({ reason: 'lost', mayBeStored });
    // The next call on the other silenced connection times out and drops it.
    await expect.poll(() => storedStates(db).catch(() => null)).toEqual(['before']);
    const insert = () => transact(db, (tx) => insertState(tx, 'after'));
    await expect.poll(() => insert().catch((thrown: Error) => thrown.name)).toBeUndefined();
    expect((await storedStates(db)).toSorted()).toEqual(['after', 'before']);
  } finally {
    await db.close();
    proxy.close();
  }
});

it('ends the transaction of an unresponsive process so that others can write its rows', async () => {
  const direct = openTestDatabase();
  await transact(direct, (tx) => insertState(tx, 'one'));
  const silent = postgresDatabase(await testPostgresUrl(direct), { statementMs: 600 });
  const setTo = (tx: Tx, expiresAt: number) =>
    tx.update(installStates).set({ expiresAt }).where(eq(installStates.stateHash, 'one'));
  const locked = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const interrupted = transact(silent, async (tx) => {
    await setTo(tx, 1);
    locked.resolve();
    await woken.promise;
    await setTo(tx, 2);
  });
  await locked.promise;
  await transact(direct, (tx) => setTo(tx, 3));
  woken.resolve();
  await expect(interrupted).rejects.toMatchObject({ reason: 'lost' });
  const stored = await direct.select({ at: installStates.expiresAt }).from(installStates);
  expect(stored).toEqual([{ at: 3 }]);
  await silent.close();
});
