import Database from 'better-sqlite3';
import { expect, inject, it, vi } from 'vitest';
import type { Settings } from '../config.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import { besideRows } from '../invoices/beside-rows.ts';
import { findProblems } from '../problems/find-problems.ts';
import { latestRecords } from '../problems/records/list-records.ts';
import {
  dueBatch,
  figuresOf,
  fillStatements,
  longestReads,
  takingTurns,
} from '../testing/many-companies.ts';
import { testDatabaseFile } from '../testing/open-test-database.ts';
import type { Db } from './database.ts';
import { openDatabase } from './sqlite.ts';

const now = Date.now();

/** Plans do not depend on the number of rows: nothing runs `analyze`. */
const fill = (file: string): void => {
  const client = new Database(file);
  for (const statement of fillStatements(inject('manyCompanies'), now)) client.exec(statement);
  client.close();
};

const realmKey = { companyId: 7, realmId: '9' };
const scope = { realmKey, now, dealIds: null, key: null };
const everything = { kinds: [], states: [], number: '', cursor: null };

/** Statements on small tables too, where PostgreSQL prefers scans. */
const settings = { publicUrl: 'https://dealbill.example' } as Settings;
const firstReads: Record<string, (db: Db) => Promise<unknown>> = {
  'panel: what is beside the invoices': (db) =>
    besideRows({ db }, realmKey, { of: 'deal', id: 7 }, { deals: [], party: null }),
  'panel: who may see them': (db) =>
    ownedConnection({ db, settings, companyId: 7, userId: 2 }).catch(() => null),
  'problems: of the company': (db) => findProblems(db, scope, { isOwner: true }),
  'problems: of a deal': (db) => findProblems(db, { ...scope, dealIds: [7] }, { isOwner: true }),
  'sync records: all': (db) => latestRecords(db, realmKey, everything),
  'sync records: of an invoice number': (db) =>
    latestRecords(db, realmKey, { ...everything, number: '104' }),
};

/** Returns the statements that `read` prepares, with their plans. */
const plansOf = async (db: Db, file: string, read: (db: Db) => Promise<unknown>) => {
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await read(db);
  const statements = new Set(prepare.mock.calls.map(([text]) => text));
  prepare.mockRestore();
  const client = new Database(file, { readonly: true });
  const plans = [...statements].map((text) =>
    (
      client.prepare(`explain query plan ${text}`).all(...marksOf(text)) as { detail: string }[]
    ).map(({ detail }) => detail),
  );
  client.close();
  return plans;
};

const marksOf = (text: string): null[] => [...text.matchAll(/\?/g)].map(() => null);

it('scans no table of all companies in a statement of panel, lists, search or scheduler', async () => {
  const file = testDatabaseFile();
  const db = openDatabase(file);
  fill(file);
  for (const [name, read] of Object.entries({ ...longestReads(now), ...firstReads })) {
    const plans = await plansOf(db, file, read);
    expect(plans.flat().length, name).toBeGreaterThan(0);
    const scans = plans
      .flat()
      .filter((step) => /^SCAN (?!counted|theirs|one$|\(subquery|(\d+ )?CONSTANT)/.test(step));
    expect(scans, name).toEqual([]);
    if (name === dueBatch) expect(plans.flat().join('\n')).not.toMatch(/TEMP B-TREE/);
    if (name === takingTurns) expect(plans[0]?.join('\n')).not.toMatch(/TEMP B-TREE/);
    if (inject('manyCompanies').figures) {
      const figures = await figuresOf(() => read(db));
      console.log([`${name}: ${figures}`, ...plans.flat()].join('\n  '));
    }
  }
  await db.close();
}, 900_000);
