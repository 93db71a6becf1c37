import { existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { operations } from '../operations/tables.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture, untilOver } from '../testing/draft-fixture.ts';
import {
  emptyPostgres,
  openTestDatabase,
  testDatabaseFile,
  testPostgresUrl,
} from '../testing/open-test-database.ts';
import { resolveDue } from '../testing/run-due.ts';
import { backUp } from './backup.ts';
import type { Db } from './database.ts';
import { byDialect } from './dialect.ts';
import type { Where } from './open-for-command.ts';
import { openPostgres } from './postgres.ts';
import { restore } from './restore.ts';
import { lockForServer } from './server-lock.ts';
import { openDatabase } from './sqlite.ts';
import { transact } from './transact.ts';

const whereIs = byDialect<(db: Db) => Promise<Where>>({
  sqlite: async ({ file }) => ({ databaseFile: file, databaseUrl: null }),
  postgres: async (db) => ({ databaseFile: '', databaseUrl: await testPostgresUrl(db) }),
});

const emptyPlace = byDialect<() => Promise<Where>>({
  sqlite: async () => ({ databaseFile: testDatabaseFile(), databaseUrl: null }),
  postgres: async () => ({ databaseFile: '', databaseUrl: await emptyPostgres() }),
});

const opened: Db[] = [];
afterEach(async () => {
  for (const db of opened.splice(0)) await db.close();
});

const openAt = async ({ databaseFile, databaseUrl }: Where): Promise<Db> => {
  const db = databaseUrl === null ? openDatabase(databaseFile) : await openPostgres(databaseUrl);
  opened.push(db);
  return db;
};

const entry = { companyId: 1, userId: 2, at: 3, action: 'installed' as const };

const entriesIn = async (db: Db) => (await db.select().from(auditEntries)).length;

/** Creates a database with one row and a backup of it. */
const small = async () => {
  const db = openTestDatabase();
  await transact(db, async (tx) => {
    await tx.insert(auditEntries).values(entry);
  });
  const file = testDatabaseFile();
  await backUp(await whereIs(db), file);
  return { db, file };
};

describe('a backup', () => {
  test('contains a consistent snapshot while other processes write', async () => {
    const db = openTestDatabase();
    let stop = false;
    const writing = (async () => {
      while (!stop) {
        await transact(db, async (tx) => {
          await tx.insert(auditEntries).values(entry);
          await tx.insert(auditEntries).values(entry);
        });
        await new Promise(setImmediate);
      }
    })();
    await expect.poll(() => entriesIn(db)).toBeGreaterThan(10);
    const where = await whereIs(db);
    for (let n = 0; n < 3; n += 1) {
      const file = testDatabaseFile();
      await backUp(where, file);
      const client = new Database(file, { readonly: true });
      const entries = client.prepare('select count(*) from audit_entries').pluck().get() as number;
      client.close();
      expect(entries).toBeGreaterThan(10);
      expect(entries % 2).toBe(0);
      expect(statSync(file).mode & 0o077).toBe(0);
      for (const end of ['.part', '-wal', '-shm']) expect(existsSync(file + end)).toBe(false);
    }
    stop = true;
    await writing;
  });

  test('does not overwrite an existing file', async () => {
    const { db, file } = await small();
    await expect(backUp(await whereIs(db), file)).rejects.toThrow(`${file} exists already`);
  });

  test('restores into an empty database and continues its sequences', async () => {
    const { file } = await small();
    const place = await emptyPlace();
    expect(await restore(place, file, { now: 1 })).toBe(0);
    const db = await openAt(place);
    const [added] = await transact(db, (tx) =>
      Promise.resolve(tx.insert(auditEntries).values(entry).returning()),
    );
    expect(added?.id).toBe(2);
  });

  test('replaces existing rows only with the option replace', async () => {
    const { file } = await small();
    const place = await emptyPlace();
    await restore(place, file, { now: 1 });
    await expect(restore(place, file, { now: 1 })).rejects.toThrow(/not empty.*audit_entries/);
    await restore(place, file, { now: 1, replace: true });
    expect(await entriesIn(await openAt(place))).toBe(1);
  });

  test('is not restored while a server runs', async () => {
    const { file } = await small();
    const place = await emptyPlace();
    await restore(place, file, { now: 1 });
    const lock = place.databaseUrl === null ? lockForServer(place.databaseFile) : null;
    if (!lock) await openAt(place).then((db) => entriesIn(db));
    const again = restore(place, file, { now: 1, replace: true });
    await expect(again).rejects.toThrow(/server is (already )?running/);
    lock?.release();
  });

  test('is not restored when it is of a newer version or no backup at all', async () => {
    const { file } = await small();
    const client = new Database(file);
    client.exec("insert into __drizzle_migrations (hash, created_at) values ('', 99999999999999)");
    client.close();
    const place = await emptyPlace();
    await expect(restore(place, file, { now: 1 })).rejects.toThrow('newer version of Dealbill');
    const other = testDatabaseFile();
    new Database(other).exec('create table other (id)').close();
    await expect(restore(place, other, { now: 1 })).rejects.toThrow('no backup of Dealbill');
  });
});

describe('after a restore', () => {
  const restored = async (file: string, now: number) => {
    const place = await emptyPlace();
    const pending = await restore(place, file, { now });
    const next = await buildTestApp({ db: await openAt(place) });
    next.clock.advance(now - next.clock.now());
    return { ...next, pending };
  };

  test('finds an invoice that was created after the backup instead of creating it again', async () => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    const form = await fixture.form();
    await fixture.fault({ fault: 'late', delayMs: 4_000 });
    const creating = fixture.create(form);
    await expect.poll(() => fixture.requestIds()).not.toEqual([]);
    const file = testDatabaseFile();
    await backUp(await whereIs(fixture.dependencies.db), file);
    expect((await creating).body.state).toBe('created');

    const next = await restored(file, fixture.clock.now());
    expect(next.pending).toBe(1);
    const resolve = () => resolveDue(next.dependencies, ['create_invoice', 'draft_customer']);
    await resolve();
    next.clock.advance(untilOver);
    await resolve();
    const { body } = await next.call(fixture.company.owner, 'drafts/status', {
      draftId: form.draftId,
    });
    expect(body).toMatchObject({ state: 'created' });
    expect(await fixture.made()).toHaveLength(1);
    expect(await fixture.requestIds()).toHaveLength(1);
  });

  test('looks up a note that was waiting during the backup instead of writing it again', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.create(form);
    const file = testDatabaseFile();
    await backUp(await whereIs(fixture.dependencies.db), file);
    const notes = async () => {
      const { oauthUrl } = fixture.dependencies.settings.pipedrive;
      const of = `notes?dealId=${form.dealId}&companyId=${fixture.company.companyId}`;
      const response = await control<unknown[] | { notes: unknown[] }>(oauthUrl, 'GET', of);
      return Array.isArray(response) ? response : response.notes;
    };
    expect(await resolveDue(fixture.dependencies, ['deal_note'])).toBe(1);
    expect(await notes()).toHaveLength(1);

    const next = await restored(file, fixture.clock.now());
    expect(next.pending).toBe(1);
    next.clock.advance(untilOver);
    await resolveDue(next.dependencies, ['deal_note']);
    expect(await notes()).toHaveLength(1);
    const [note] = await next.dependencies.db
      .select()
      .from(operations)
      .where(eq(operations.kind, 'deal_note'));
    expect(note?.state).toBe('done');
  });
});
