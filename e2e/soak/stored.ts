import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import type { Action } from './actions.ts';

/** Final state of one trial company in the server's database. */
export type Stored = {
  /** Final states of the operations by subject; new customers by name. */
  operationsOf(action: Action): { done: number; unknown: number };
  /** Open operations as `kind subject state`. */
  open: string[];
  /** Number of audit entries by `action subject`. */
  audit: { action: string; subject: string; times: number }[];
};

/** Reads the database while the server runs. `?` in a statement is a placeholder. */
type StoredRows = {
  read<Row>(statement: string, ...values: string[]): Promise<Row[]>;
  close(): Promise<void>;
};

const sqliteRows = (file: string): StoredRows => {
  const client = new Database(file, { readonly: true });
  return {
    read: async <Row>(statement: string, ...values: string[]) =>
      client.prepare<string[], Row>(statement).all(...values),
    async close() {
      client.close();
    },
  };
};

const postgresRows = (url: string): StoredRows => {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  return {
    async read<Row>(statement: string, ...values: string[]) {
      let given = 0;
      const numbered = statement.replaceAll('?', () => `$${++given}`);
      return (await pool.query(numbered, values)).rows as Row[];
    },
    close: () => pool.end(),
  };
};

const kindOf = ({ kind }: Action) =>
  kind === 'update_customer' || kind === 'create_customer' ? kind : `${kind}_invoice`;

const objectOf = ({ kind, id, text }: Action) => (kind === 'create_customer' ? text : id);

type Operation = { kind: string; subject_id: string; state: string; data: string };

const ended = new Set(['done', 'unknown']);
const openStates = new Set(['waiting', 'sending', 'unconfirmed', 'asking']);

/** `postgresUrl`: null when the database is a SQLite file in the folder. */
export const openStored = (folder: string, postgresUrl: string | null) => {
  const rows = postgresUrl
    ? postgresRows(postgresUrl)
    : sqliteRows(join(folder, 'dealbill.sqlite'));
  return {
    async openOperations(): Promise<number> {
      const open = await rows.read('select id from operations where next_at is not null');
      return open.length;
    },
    async of(realmId: string): Promise<Stored> {
      const operations = await rows.read<Operation>(
        'select kind, subject_id, state, data from operations where realm_id = ?',
        realmId,
      );
      const counts = new Map<string, number>();
      for (const { kind, subject_id, state, data } of operations) {
        if (!ended.has(state)) continue;
        const object = kind === 'create_customer' ? JSON.parse(data).name : subject_id;
        const key = `${kind} ${object} ${state}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const count = (action: Action, state: string) =>
        counts.get(`${kindOf(action)} ${objectOf(action)} ${state}`) ?? 0;
      const audit = await rows.read<Stored['audit'][number]>(
        `select action, subject, count(*) as times from audit_entries where realm_id = ?
         and subject is not null group by action, subject`,
        realmId,
      );
      return {
        operationsOf: (action) => ({
          done: count(action, 'done'),
          unknown: count(action, 'unknown'),
        }),
        open: operations
          .filter(({ state }) => openStates.has(state))
          .map(({ kind, subject_id, state }) => `${kind} ${subject_id} ${state}`),
        audit: audit.map((entry) => ({ ...entry, times: Number(entry.times) })),
      };
    },
    close: rows.close,
  };
};
