import Database from 'better-sqlite3';
import { expect, it, vi } from 'vitest';
import { unfinishedDrafts } from '../drafts/store.ts';
import { invoiceOf, invoicesOfDeals } from '../invoices/mirror/row-statements.ts';
import { orphansOf } from '../invoices/orphans.ts';
import { countOutside, listRows } from '../links/list-rows.ts';
import { totalsOf } from '../links/totals.ts';
import { dueOperations, nextOperation } from '../operations/store.ts';
import { takeTurns } from '../scheduler/turns.ts';
import { testDatabaseFile } from '../testing/open-test-database.ts';
import type { Db } from './database.ts';
import { openDatabase } from './sqlite.ts';

/** The plans do not depend on the size, because nothing gathers statistics. */
const size = { companies: 50, invoices: 200 };

const books = { companyId: 7, realmId: '9' };

const numbers = (count: number) =>
  `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1})`;

const fill = (file: string): void => {
  const client = new Database(file);
  const all = size.companies * size.invoices;
  client.exec(`${numbers(all)} insert into invoices (company_id, realm_id, invoice_id, number, customer_id,
      customer_name, currency, total, tax, balance, issue_date, due_date, memo, lines_are_zero,
      created_at, changed_at, read_at, searched, searched_name)
    select i % ${size.companies}, '9', i, 'INV-' || i, i % 40, 'Customer ' || (i % 40), 'USD', '120.00', '20.00',
      case when i % 3 = 0 then '0.00' else '120.00' end, date('2024-01-01', '+' || (i % 1000) || ' days'),
      date('2024-02-01', '+' || (i % 1000) || ' days'), 'Desk delivered ' || i, 0, i, i, i,
      'inv-' || i || ' desk delivered ' || i, 'customer ' || (i % 40) from n`);
  client.exec(`${numbers(all)} insert into deal_invoices (company_id, realm_id, deal_id, invoice_id, how,
      linked_by_id, linked_at)
    select i % ${size.companies}, '9', i % 1000, i, 'created', 2, i from n`);
  client.exec(`${numbers(all)} insert into operations (id, company_id, realm_id, kind, subject, subject_id,
      user_id, request_id, data, state, sent_at, last_sent_at, next_at)
    select 'o' || i, i % ${size.companies}, '9', 'edit_invoice', 'invoice', i, 2, i, '{}',
      case when i % 100 = 7 then 'unconfirmed' else 'done' end, i, i,
      case when i % 100 = 7 then i end from n`);
  client.exec(`${numbers(size.companies * 20)} insert into deal_presence (company_id, deal_id, gone, checked_at)
    select i % ${size.companies}, i, i % 3 = 0, 1 from n where true on conflict do nothing`);
  client.exec(`${numbers(size.companies)} insert into turns (company_id, realm_id, job, due_at)
    select i, '9', 'quickbooks', i from n`);
  client.close();
};

const which = {
  books,
  customerId: null,
  dates: { from: '2025-01-01', to: '2025-12-31' },
  text: 'desk',
  statuses: ['overdue' as const],
  today: '2026-01-01',
};
const lot = { ...books, kinds: ['edit_invoice' as const], now: Date.now() };

const turn = { now: 1_000, leaseMs: 1, limit: 20, failing: true, jobs: ['quickbooks' as const] };

const reads: Record<string, (db: Db) => Promise<unknown>> = {
  'panel: invoices of a deal': (db) => invoicesOfDeals(db, books, [7]),
  'panel: invoices of several deals': (db) => invoicesOfDeals(db, books, [7, 57, 107]),
  'panel: one invoice': (db) => invoiceOf(db, books, [7], '7'),
  'panel: unfinished drafts': (db) => unfinishedDrafts(db, books, [7]),
  'panel: invoices of deals that are gone': (db) =>
    orphansOf(db, books, { party: { of: 'organization', id: 5 }, customerId: '7' }, 7),
  'list: newest of a year': (db) => listRows(db, { ...which, text: '', statuses: [] }, 0),
  'list: of a customer': (db) => listRows(db, { ...which, customerId: '7', text: '' }, 0),
  'search: text and status': (db) => listRows(db, which, 0),
  'search: others outside the dates': (db) => countOutside(db, which),
  'list: totals': (db) => totalsOf(db, which),
  'scheduler: operations that are due': (db) => dueOperations(db, lot),
  'scheduler: when the next is due': (db) => nextOperation(db, lot),
  'scheduler: turns that are due': (db) => takeTurns(db, turn),
};

/** The statements that `read` prepares, with their plans. */
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

it('no statement of panel, lists, search and scheduler scans a table of all companies', async () => {
  const file = testDatabaseFile();
  const db = openDatabase(file);
  fill(file);
  for (const [name, read] of Object.entries(reads)) {
    const plans = await plansOf(db, file, read);
    const before = performance.now();
    await read(db);
    const took = (performance.now() - before).toFixed(2);
    console.log([`${name}: ${took} ms`, ...plans.flat()].join('\n    '));
    expect(plans.flat().length, name).toBeGreaterThan(0);
    const scans = plans.flat().filter((step) => /^SCAN (?!counted|\d+ CONSTANT)/.test(step));
    expect(scans, name).toEqual([]);
  }
  await db.close();
}, 120_000);
