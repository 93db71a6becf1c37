import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { encryptConsent } from '../connection/pending-consent.ts';
import { connectionName } from '../connection/store.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import type { Db } from '../db/database.ts';
import { byDialect } from '../db/dialect.ts';
import { type Key, keyIdOf, makeVault } from '../db/encrypted.ts';
import { transact } from '../db/transact.ts';
import { grantName } from '../install/store.ts';
import { grants } from '../install/tables.ts';
import { compileCache } from '../testing/compile-cache.ts';
import { openTestDatabase, testPostgresUrl } from '../testing/open-test-database.ts';
import { rotateKeys } from './rotate-keys.ts';

const key = (id: string, byte: number): Key => ({ id, key: Buffer.alloc(32, byte) });
const [old, fresh] = [key('k1', 1), key('k2', 2)];
const [before, after] = [makeVault([old]), makeVault([fresh])];

const companies = 60;

let db: Db;
beforeEach(async () => {
  db = openTestDatabase();
  await transact(db, async (tx) => {
    for (let n = 1; n <= companies; n += 1) {
      const who = { companyId: n, userId: 2 };
      const tokensOf = (rowName: string) => ({
        accessToken: before.encrypt(`access ${n}`, rowName),
        refreshToken: before.encrypt(`refresh ${n}`, rowName),
        expiresAt: 1,
      });
      await tx.insert(grants).values({
        ...who,
        ...tokensOf(grantName(who)),
        apiDomain: 'https://acme.pipedrive.com',
        companyName: '',
        companyDomain: '',
        userName: '',
        state: 'active',
        installedAt: 1,
      });
      await tx.insert(connections).values({
        id: `c${n}`,
        companyId: n,
        realmId: `${n}`,
        realmName: '',
        ownerId: 2,
        ownerName: '',
        connectedAt: 1,
        state: n === 1 ? 'ended' : 'active',
        ...(n === 1
          ? { accessToken: '', refreshToken: '', expiresAt: 1 }
          : tokensOf(connectionName(`c${n}`))),
      });
    }
    const tokens = {
      accessToken: 'a',
      refreshToken: 'r',
      expiresAt: 1,
      refreshExpiresAt: null,
      hardExpiresAt: null,
    };
    const ticket = { companyId: 1, userId: 2, expiresAt: 1, stage: 'checking' as const };
    const pending = encryptConsent(before, 'hash', { realmId: '1', tokens });
    await tx.insert(connectTickets).values({ ...ticket, ticketHash: 'hash', pending });
    await tx.insert(connectTickets).values({ ...ticket, ticketHash: 'other' });
  });
});

const keysInUse = async () => {
  const rows = [
    ...(await db.select().from(grants)).flatMap((row) => [row.accessToken, row.refreshToken]),
    ...(await db.select().from(connections)).flatMap((row) => [row.accessToken, row.refreshToken]),
    ...(await db.select().from(connectTickets)).map(({ pending }) => pending ?? ''),
  ];
  return [...new Set(rows.filter((text) => text !== '').map(keyIdOf))].sort();
};

/** Returns the database, wrapped to call `happens` before the first transaction. */
const interrupted = (happens: () => Promise<unknown>): Db => {
  let done = false;
  const writer: Db['writer'] = {
    async run(work, options) {
      if (!done) {
        done = true;
        await happens();
      }
      return db.writer.run(work, options);
    },
  };
  return Object.create(db, { writer: { value: writer } });
};

describe('rotating keys', () => {
  test('encrypts every secret with the newest key and returns the use of keys', async () => {
    const use = await rotateKeys(db, [fresh, old]);
    expect(await keysInUse()).toEqual(['k2']);
    expect(
      Object.fromEntries([...use].map(([id, tables]) => [id, Object.fromEntries(tables)])),
    ).toEqual({
      k2: { grants: companies, connections: companies - 1, connect_tickets: 1 },
    });
    for (const row of await db.select().from(connections)) {
      if (row.state === 'ended') expect(row.accessToken).toBe('');
      else
        expect(after.decrypt(row.refreshToken, connectionName(row.id))).toBe(
          `refresh ${row.companyId}`,
        );
    }
    for (const row of await db.select().from(grants)) {
      expect(after.decrypt(row.accessToken, grantName(row))).toBe(`access ${row.companyId}`);
    }
    const batches: number[] = [];
    await rotateKeys(db, [fresh, old], (_, rows) => batches.push(rows));
    expect(batches).toEqual([]);
  });

  test.each([
    ['the newest key', after],
    ['the old key', before],
  ])('keeps a token that is refreshed meanwhile with %s', async (_name, vault) => {
    const refresh = () =>
      transact(db, async (tx) => {
        const accessToken = vault.encrypt('newer', connectionName('c2'));
        await tx
          .update(connections)
          .set({ accessToken, version: 1 })
          .where(eq(connections.id, 'c2'));
      });
    await rotateKeys(interrupted(refresh), [fresh, old]);
    const [row] = await db.select().from(connections).where(eq(connections.id, 'c2'));
    expect(after.decrypt(row?.accessToken ?? '', connectionName('c2'))).toBe('newer');
    expect(row?.version).toBe(1);
    expect(await keysInUse()).toEqual(['k2']);
  });

  test('reports the old key while a server still encrypts with it', async () => {
    const refresh = () =>
      transact(db, async (tx) => {
        const accessToken = before.encrypt('newer', connectionName('c2'));
        await tx.update(connections).set({ accessToken }).where(eq(connections.id, 'c2'));
      });
    const writer: Db['writer'] = {
      async run(work, options) {
        const result = await db.writer.run(work, options);
        await refresh();
        return result;
      },
    };
    const use = await rotateKeys(Object.create(db, { writer: { value: writer } }), [fresh, old]);
    expect(use.get('k1')).toEqual(new Map([['connections', 1]]));
  });

  test.each([
    ['is missing', [fresh]],
    ['has other digits', [fresh, key('k1', 9)]],
  ])('throws with table and key and changes nothing when a key %s', async (_name, keys) => {
    await expect(rotateKeys(db, keys)).rejects.toThrow(
      /grants, key k1: 120 secrets\n.*connections, key k1: 118 secrets\n.*connect_tickets, key k1: 1 secrets/,
    );
    expect(await keysInUse()).toEqual(['k1']);
  });

  test('completes on the next run after it was killed', async () => {
    const env = byDialect<() => Promise<Record<string, string>>>({
      sqlite: async () => ({ DATABASE_FILE: db.file }),
      postgres: async () => ({ DATABASE_URL: await testPostgresUrl(db) }),
    });
    const keys = [fresh, old].map((one) => `${one.id}:${one.key.toString('hex')}`).join(',');
    const command = fileURLToPath(new URL('../commands/rotate-keys.ts', import.meta.url));
    const start = async () =>
      spawn(process.execPath, [command], {
        env: { ...(await env()), ENCRYPTION_KEYS: keys, ...compileCache() },
      });

    const killed = await start();
    const exited = new Promise((resolve) => killed.once('exit', resolve));
    killed.stdout.once('data', () => killed.kill('SIGKILL'));
    await exited;
    expect(await keysInUse()).toContain('k2');

    const again = await start();
    let printed = '';
    again.stdout.on('data', (data) => {
      printed += data;
    });
    expect(await new Promise((resolve) => again.once('exit', resolve))).toBe(0);
    expect(printed).toContain('Key k1: no rows');
    expect(printed).toContain('Remove from ENCRYPTION_KEYS: k1.');
    expect(await keysInUse()).toEqual(['k2']);
  });
});
