import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { listRows } from '../invoice-list/list-rows.ts';
import { testDatabaseFile } from '../testing/open-test-database.ts';
import type { Db } from './database.ts';
import { openDatabase } from './sqlite.ts';

const realmKey = { companyId: 7, realmId: '9' };
const many = 50_000;
const limit = 1.5;

/** Stores invoices like the read of a list: a hundred rows, then the facts of these. */
const openFilled = (factsOf: number): Db => {
  const file = testDatabaseFile();
  const db = openDatabase(file);
  const client = new Database(file);
  client.pragma('synchronous = off');
  const hundred =
    'with recursive n(i) as (select @from union all select i + 1 from n where i < @from + 99)';
  const rows =
    client.prepare(`${hundred} insert into invoices (company_id, realm_id, invoice_id, number,
      customer_id, customer_name, currency, total, tax, balance, issue_date, due_date, memo,
      lines_are_zero, created_at, changed_at, read_at, searched, searched_name)
    select 7, '9', i, 'INV-' || i, i % 40, 'Customer ' || (i % 40), 'USD', '120.00', '20.00', '120.00',
      date('2024-01-01', '+' || (i % 1000) || ' days'), null, 'Desk delivered ' || i, 0, i, i, i,
      'inv-' || i || ' desk delivered ' || i, 'customer ' || (i % 40) from n`);
  const facts =
    client.prepare(`${hundred} insert into invoice_facts (company_id, realm_id, invoice_id, facts)
    select 7, '9', i, json_object('memo', printf('%.*c', @bytes, 'x')) from n`);
  for (let from = 0; from < many; from += 100) {
    rows.run({ from });
    if (factsOf > 0) facts.run({ from, bytes: factsOf });
  }
  client.close();
  return db;
};

const search = async (db: Db): Promise<number> => {
  const dates = { from: '0000-01-01', to: '9999-12-31' };
  const filter = { realmKey, customerId: null, dates, text: 'delivered 4999', statuses: [] };
  const before = process.threadCpuUsage();
  for (let time = 0; time < 3; time += 1) {
    const { count } = await listRows(db, { ...filter, today: '2026-01-01' }, 0);
    expect(count).toBe(11);
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

it(`searches ${many} invoices as fast with their facts as without`, async () => {
  const [whole, narrow] = [openFilled(3_000), openFilled(0)];
  const took = { whole: [] as number[], narrow: [] as number[] };
  for (let run = 0; run < 15; run += 1) {
    took.narrow.push(await search(narrow));
    took.whole.push(await search(whole));
  }
  await whole.close();
  await narrow.close();
  const ratio = median(took.whole) / median(took.narrow);
  console.log(`search ratio ${ratio.toFixed(2)}, ${(median(took.whole) / 3).toFixed(1)} ms each`);
  expect(ratio).toBeLessThanOrEqual(limit);
}, 120_000);
