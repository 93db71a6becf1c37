import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Company } from '../../world/office.ts';

/** A note on a deal that is due at a time in epoch milliseconds. */
export type OwedNote = { company: Company; text: string; at: number };

/** Notes need no QuickBooks company, but the column is required. */
const realmId = '9341000000000000001';

const operationColumns = [
  'id',
  'company_id',
  'realm_id',
  'kind',
  'subject',
  'subject_id',
  'deal_id',
  'user_id',
  'request_id',
  'data',
  'state',
  'sent_at',
  'last_sent_at',
  'next_at',
] as const;

const operationOf = ({ company, text, at }: OwedNote): (string | number)[] => {
  const id = randomUUID();
  const dealId = company.deals.withoutProducts;
  const data = JSON.stringify({ html: `<p>${text}</p>` });
  const subject = ['deal_note', 'deal_note', `${dealId} ${id}`];
  const times = [at, at, at];
  return [
    id,
    company.id,
    realmId,
    ...subject,
    dealId,
    company.salesLead,
    id,
    data,
    'waiting',
    ...times,
  ];
};

/** Adds due notes to the app's database as the app does: an operation per note, and the turn. */
export type Backlog = {
  owe(notes: OwedNote[]): Promise<void>;
  close(): Promise<void>;
};

const upsertTurn = `insert into turns (company_id, realm_id, job, due_at) values (?, ?, 'pipedrive', ?)
  on conflict (company_id, realm_id, job) do update set due_at = excluded.due_at
  where turns.due_at is null or turns.due_at > excluded.due_at`;

const placeholders = operationColumns.map(() => '?').join(', ');
const insertOperation = `insert into operations (${operationColumns.join(', ')}) values (${placeholders})`;

const firstByCompany = (notes: OwedNote[]): Map<number, number> => {
  const first = new Map<number, number>();
  for (const { company, at } of notes) {
    first.set(company.id, Math.min(at, first.get(company.id) ?? at));
  }
  return first;
};

/** Writes into the SQLite file while the server runs. */
export const sqliteBacklog = (file: string): Backlog => {
  const client = new Database(file);
  const operation = client.prepare(insertOperation);
  const turn = client.prepare(upsertTurn);
  const write = client.transaction((notes: OwedNote[]) => {
    for (const note of notes) operation.run(...operationOf(note));
    for (const [companyId, at] of firstByCompany(notes)) turn.run(companyId, realmId, at);
  });
  return {
    async owe(notes) {
      write(notes);
    },
    async close() {
      client.close();
    },
  };
};

/** Replaces `?` with PostgreSQL's `$1`, `$2`, … */
const numbered = (text: string): string => {
  let number = 0;
  return text.replaceAll('?', () => `$${++number}`);
};

/** Writes into PostgreSQL while the servers run. */
export const postgresBacklog = async (url: string): Promise<Backlog> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    async owe(notes) {
      await client.query('begin');
      for (let from = 0; from < notes.length; from += 500) {
        const rows = notes.slice(from, from + 500).map(operationOf);
        const all = rows.map(() => `(${placeholders})`).join(', ');
        const insert = `insert into operations (${operationColumns.join(', ')}) values ${all}`;
        await client.query(numbered(insert), rows.flat());
      }
      for (const [companyId, at] of firstByCompany(notes)) {
        await client.query(numbered(upsertTurn), [companyId, realmId, at]);
      }
      await client.query('commit');
    },
    close: () => client.end(),
  };
};
