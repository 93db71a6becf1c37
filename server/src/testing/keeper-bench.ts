import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { makeConnectionAccess } from '../connection/connection-access.ts';
import { type ConnectionRow, connectionName } from '../connection/store.ts';
import { connections } from '../connection/tables.ts';
import type { Doors } from '../context.ts';
import type { Db } from '../db/database.ts';
import { makeVault } from '../db/encrypted.ts';
import { transact } from '../db/transact.ts';
import { makeLogger } from '../logger.ts';
import type { Access } from '../oauth/access.ts';
import { control } from './control.ts';
import { fixedClock } from './fixed-clock.ts';
import { connectFor, makeBooksIn } from './make-company.ts';
import { openTestDatabase, openTestDatabaseAgain } from './open-test-database.ts';
import { type RunningStandIn, startStandIn } from './start-stand-in.ts';
import { testSettings } from './test-settings.ts';

const tokenPath = '/oauth2/v1/tokens/bearer';
const timeoutMs = 2_000;

/**
 * A connection in a database of its own for each test, before a stand-in that this test file has
 * to itself: it changes how refresh tokens rotate, and breaks the token endpoint.
 */
export const keeperBench = () => {
  let quickbooks: RunningStandIn;
  let databases: Db[] = [];
  const bench = {
    clock: fixedClock(),
    connectionId: '',
    realmId: '',
    logged: [] as string[],
    /** How long a process that refreshes keeps the others waiting at most. */
    leaseMs: timeoutMs + 5_000,

    /** Another process's view: a connection of its own to the same database. */
    openAgain(): Db {
      const [first] = databases;
      const db = first ? openTestDatabaseAgain(first) : openTestDatabase();
      databases.push(db);
      return db;
    },
    db: (): Db => databases[0] as Db,
    doors(db: Db = bench.db()): Pick<Doors, 'db' | 'clock' | 'settings' | 'log' | 'vault'> {
      const settings = testSettings(
        { quickbooksUrl: quickbooks.url, pipedriveUrl: 'http://127.0.0.1:1' },
        { QUICKBOOKS_TIMEOUT_MS: String(timeoutMs) },
      );
      const log = makeLogger('debug', { write: (line) => void bench.logged.push(line) });
      return { db, clock: bench.clock, settings, log, vault: makeVault(settings.encryptionKeys) };
    },
    keeper: (db: Db = bench.db()): Access<string> => makeConnectionAccess(bench.doors(db)),

    seal: (secret: string) => bench.doors().vault.seal(secret, connectionName(bench.connectionId)),
    open: (sealed: string) => bench.doors().vault.open(sealed, connectionName(bench.connectionId)),

    async row(): Promise<ConnectionRow | undefined> {
      const ours = eq(connections.id, bench.connectionId);
      const [row] = await bench.db().select().from(connections).where(ours);
      return row;
    },
    change: (to: Partial<ConnectionRow>): Promise<void> =>
      transact(bench.db(), async (tx) => {
        await tx.update(connections).set(to).where(eq(connections.id, bench.connectionId));
      }),
    anHourLater: () => bench.clock.advance(3_600_000),

    /** Switches of the stand-in. */
    settings: (to: object) => control(quickbooks.url, 'POST', 'settings', to),
    /** Makes the next call to the token endpoint fail, or more with `times`. */
    fault: (what: object) =>
      control(quickbooks.url, 'POST', 'faults', { match: { path: tokenPath }, ...what }),
    slow: (ms: number) => control(quickbooks.url, 'POST', 'latency', { path: tokenPath, ms }),
    async refreshes(): Promise<number> {
      const calls = await control<{ path: string }[]>(quickbooks.url, 'GET', 'journal');
      return calls.filter((call) => call.path === tokenPath).length;
    },
    async opensBooks(token: string): Promise<boolean> {
      const path = `/v3/company/${bench.realmId}/companyinfo/${bench.realmId}`;
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
      return (await fetch(quickbooks.url + path, { headers })).ok;
    },
  };

  beforeAll(async () => {
    quickbooks = await startStandIn('quickbooks', ['--small']);
  });
  afterAll(() => quickbooks.stop());
  beforeEach(async () => {
    bench.clock = fixedClock();
    bench.logged = [];
    databases = [];
    bench.openAgain();
    await bench.settings({ rotation: 'always', refreshTokenHardSeconds: 157_494_248 });
    await control(quickbooks.url, 'DELETE', 'faults');
    await bench.slow(0);
    const doors = bench.doors();
    const books = await makeBooksIn(doors);
    bench.realmId = books.realmId;
    bench.connectionId = await connectFor(doors, { companyId: 1, userId: 2 }, books);
    await control(quickbooks.url, 'DELETE', 'journal');
    return async () => {
      for (const db of databases) await db.close();
    };
  });
  return bench;
};
