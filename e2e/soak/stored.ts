import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Action } from './actions.ts';

/** What the server's own database says of one shop in the end. */
export type Stored = {
  /** How the operations on an action's object ended; new customers go by their names. */
  operationsOf(action: Action): { done: number; unknown: number };
  /** Operations that have not ended, as `kind subject state`. */
  open: string[];
  /** Entries of the audit log, as `action subject` and how often. */
  audit: { action: string; subject: string; times: number }[];
};

const kindOf = ({ kind }: Action) =>
  kind === 'update_customer' || kind === 'create_customer' ? kind : `${kind}_invoice`;

const objectOf = ({ kind, id, text }: Action) => (kind === 'create_customer' ? text : id);

/** Reads the server's database beside the running server. */
export const openStored = (folder: string) => {
  const client = new Database(join(folder, 'dealbill.sqlite'), { readonly: true });
  const ended = client.prepare<[string], { kind: string; id: string; state: string }>(
    `select kind, case kind when 'create_customer' then json_extract(data, '$.name') else subject_id end as id,
     state from operations where realm_id = ? and state in ('done', 'unknown')`,
  );
  const open = client.prepare<[string], { text: string }>(
    `select kind || ' ' || subject_id || ' ' || state as text from operations where realm_id = ?
     and state in ('waiting', 'sending', 'unconfirmed', 'asking')`,
  );
  const audit = client.prepare<[string], Stored['audit'][number]>(
    `select action, subject, count(*) as times from audit_entries where realm_id = ?
     and subject is not null group by action, subject`,
  );
  return {
    openOperations: () =>
      client
        .prepare<[], { count: number }>(
          'select count(*) as count from operations where next_at is not null',
        )
        .get()?.count ?? 0,
    of(realmId: string): Stored {
      const counts = new Map<string, number>();
      for (const { kind, id, state } of ended.all(realmId)) {
        const key = `${kind} ${id} ${state}`;
        counts.set(key, (counts.get(key) ?? 0) + 1);
      }
      const count = (action: Action, state: string) =>
        counts.get(`${kindOf(action)} ${objectOf(action)} ${state}`) ?? 0;
      return {
        operationsOf: (action) => ({
          done: count(action, 'done'),
          unknown: count(action, 'unknown'),
        }),
        open: open.all(realmId).map(({ text }) => text),
        audit: audit.all(realmId),
      };
    },
    close: () => client.close(),
  };
};
