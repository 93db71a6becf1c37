import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { sendSignal } from './signals.ts';
import { transact } from './transact.ts';

let unlisten: () => Promise<void> = async () => undefined;
afterEach(() => unlisten());

/** Creates a database and listens on its channel `turns`; resolves once connected. */
const open = async () => {
  const db = openTestDatabase();
  // Creates the database, which is created at first use.
  await transact(db, async () => null);
  let signals = 0;
  unlisten = db.listen('turns', () => {
    signals += 1;
  });
  // The first signal is the one of connecting.
  await expect.poll(() => signals).toBe(1);
  return { db, signals: () => signals };
};

it('delivers signals after the commit, and none after a rollback', async () => {
  const { db, signals } = await open();
  const undone = transact(db, async (tx) => {
    await sendSignal(tx, 'turns');
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  await transact(db, (tx) => sendSignal(tx, 'another channel'));
  await transact(db, (tx) => sendSignal(tx, 'turns'));
  await expect.poll(signals).toBe(2);
});

it('delivers signals again after the connection was lost', async () => {
  const { db, signals } = await open();
  const listeners = sql`(select pg_terminate_backend(pid) from pg_stat_activity
    where query = 'listen "turns"' and datname = current_database()) as ended`;
  await db.select({ one: sql`1` }).from(listeners);
  await expect.poll(signals).toBe(2);
  await transact(db, (tx) => sendSignal(tx, 'turns'));
  await expect.poll(signals).toBe(3);
});
