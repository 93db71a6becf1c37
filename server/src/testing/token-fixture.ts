import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { makeConnectionAccess } from '../connection/access-tokens.ts';
import { type ConnectionRow, connectionName } from '../connection/store.ts';
import { connections } from '../connection/tables.ts';
import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { makeVault } from '../db/encrypted.ts';
import { transact } from '../db/transact.ts';
import { makeLogger } from '../diagnostics/logger.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { control } from './control.ts';
import { fixedClock } from './fixed-clock.ts';
import { connectFor, makeRealmIn } from './make-company.ts';
import { openTestDatabase, openTestDatabaseAgain } from './open-test-database.ts';
import { type RunningEmulator, startEmulator } from './start-emulator.ts';
import { testSettings } from './test-settings.ts';

const tokenPath = '/oauth2/v1/tokens/bearer';
const timeoutMs = 2_000;

/**
 * A connection in a new database for each test, and an emulator for this test file only, because
 * the tests change the rotation of refresh tokens and break the token endpoint.
 */
export const tokenFixture = () => {
  let quickbooks: RunningEmulator;
  let databases: Db[] = [];
  const fixture = {
    clock: fixedClock(),
    connectionId: '',
    realmId: '',
    logged: [] as string[],
    /** The longest time that a process which refreshes makes others wait. */
    leaseMs: timeoutMs + 5_000,

    /** Opens another connection to the same database, as another process does. */
    openAgain(): Db {
      const [first] = databases;
      const db = first ? openTestDatabaseAgain(first) : openTestDatabase();
      databases.push(db);
      return db;
    },
    db: (): Db => databases[0] as Db,
    dependencies(
      db: Db = fixture.db(),
    ): Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'> {
      const settings = testSettings(
        { quickbooksUrl: quickbooks.url, pipedriveUrl: 'http://127.0.0.1:1' },
        { QUICKBOOKS_TIMEOUT_MS: String(timeoutMs) },
      );
      const log = makeLogger('debug', { write: (line) => void fixture.logged.push(line) });
      return { db, clock: fixture.clock, settings, log, vault: makeVault(settings.encryptionKeys) };
    },
    keeper: (db: Db = fixture.db()): Access<string> =>
      makeConnectionAccess(fixture.dependencies(db)),

    encrypt: (secret: string) =>
      fixture.dependencies().vault.encrypt(secret, connectionName(fixture.connectionId)),
    decrypt: (encrypted: string) =>
      fixture.dependencies().vault.decrypt(encrypted, connectionName(fixture.connectionId)),

    async row(): Promise<ConnectionRow | undefined> {
      const ours = eq(connections.id, fixture.connectionId);
      const [row] = await fixture.db().select().from(connections).where(ours);
      return row;
    },
    change: (to: Partial<ConnectionRow>): Promise<void> =>
      transact(fixture.db(), async (tx) => {
        await tx.update(connections).set(to).where(eq(connections.id, fixture.connectionId));
      }),
    expireAccessTokens: () => fixture.clock.advance(3_600_000),

    /** Switches of the emulator. */
    settings: (to: object) => control(quickbooks.url, 'POST', 'settings', to),
    /** Makes the next call to the token endpoint fail, or more with `times`. */
    fault: (what: object) =>
      control(quickbooks.url, 'POST', 'faults', { match: { path: tokenPath }, ...what }),
    slow: (ms: number) => control(quickbooks.url, 'POST', 'latency', { path: tokenPath, ms }),
    async refreshes(): Promise<number> {
      const calls = await control<{ path: string }[]>(quickbooks.url, 'GET', 'journal');
      return calls.filter((call) => call.path === tokenPath).length;
    },
    async isAccepted(token: string): Promise<boolean> {
      const path = `/v3/company/${fixture.realmId}/companyinfo/${fixture.realmId}`;
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      return (await fetch(quickbooks.url + path, { headers })).ok;
    },
  };

  beforeAll(async () => {
    quickbooks = await startEmulator('quickbooks', ['--small']);
  });
  afterAll(() => quickbooks.stop());
  beforeEach(async () => {
    fixture.clock = fixedClock();
    fixture.logged = [];
    databases = [];
    fixture.openAgain();
    await fixture.settings({ rotation: 'always', refreshTokenHardSeconds: 157_494_248 });
    await control(quickbooks.url, 'DELETE', 'faults');
    await fixture.slow(0);
    const dependencies = fixture.dependencies();
    const realm = await makeRealmIn(dependencies);
    fixture.realmId = realm.realmId;
    fixture.connectionId = await connectFor(dependencies, { companyId: 1, userId: 2 }, realm);
    await control(quickbooks.url, 'DELETE', 'journal');
    return async () => {
      for (const db of databases) await db.close();
    };
  });
  return fixture;
};
