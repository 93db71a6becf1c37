import { and, eq, getTableColumns } from 'drizzle-orm';
import type { Db, Tx } from '../db/database.ts';
import { type Key, keyIdOf, makeVault, type Vault } from '../db/encrypted.ts';
import { type AnyColumn, primaryKeyOf } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';
import { StartProblem } from '../start-problem.ts';
import { type SealedRow, type SealedTable, sealedTables } from './sealed-tables.ts';

/** How many rows of each table hold a secret that a key sealed, by key id and table. */
export type KeyUse = Map<string, Map<string, number>>;

/** Rows of one transaction: the server waits for none of them for long. */
const batch = 50;

/** A row that changes each time it is written is left to the next run of the command. */
const mostPasses = 5;

/**
 * Seals every secret with the newest key that another key has sealed, while servers run. A row is written only
 * where its secrets are still those that were read, so a token that was refreshed meanwhile stays. May be
 * interrupted and run again. Throws StartProblem, and changes nothing, when a secret cannot be opened. Returns
 * what uses which key afterwards.
 */
export const rotateKeys = async (
  db: Db,
  keys: Key[],
  onBatch: (name: string, rows: number) => void = () => undefined,
): Promise<KeyUse> => {
  const vault = makeVault(keys);
  const newest = keys[0]?.id ?? '';
  for (let pass = 0; ; pass += 1) {
    const found = await readSealed(db, vault);
    const use = useOf(found);
    const outdated = found.filter(({ keyIds }) => keyIds.some((id) => id !== newest));
    if (outdated.length === 0 || pass === mostPasses) return use;
    for (const sealed of sealedTables) {
      const rows = outdated.filter((one) => one.sealed === sealed);
      for (let from = 0; from < rows.length; from += batch) {
        const some = rows.slice(from, from + batch);
        await transact(db, (tx) => resealAll(tx, vault, some));
        onBatch(sealed.name, some.length);
      }
    }
  }
};

type Found = { sealed: SealedTable; row: SealedRow; keyIds: string[] };

const secretsIn = ({ columns }: SealedTable, row: SealedRow): [column: string, text: string][] =>
  columns.flatMap((column) => {
    const text = row[column];
    return typeof text === 'string' && text !== '' ? [[column, text]] : [];
  });

const readSealed = async (db: Db, vault: Vault): Promise<Found[]> => {
  const found: Found[] = [];
  const unreadable = new Map<string, number>();
  for (const sealed of sealedTables) {
    const columns = getTableColumns(sealed.table) as Record<string, AnyColumn>;
    const wanted = sealed.columns.map((name) => [name, columns[name] as AnyColumn]);
    const selected = { ...primaryKeyOf(sealed.table), ...Object.fromEntries(wanted) };
    for (const row of (await db.select(selected).from(sealed.table)) as SealedRow[]) {
      const secrets = secretsIn(sealed, row);
      for (const [, text] of secrets) {
        if (vault.open(text, sealed.place(row)) !== null) continue;
        const where = `${sealed.name}, key ${keyIdOf(text)}`;
        unreadable.set(where, (unreadable.get(where) ?? 0) + 1);
      }
      if (secrets.length > 0)
        found.push({ sealed, row, keyIds: secrets.map(([, text]) => keyIdOf(text)) });
    }
  }
  if (unreadable.size === 0) return found;
  const lines = [...unreadable].map(([where, secrets]) => `  ${where}: ${secrets} secrets`);
  throw new StartProblem(
    [
      'These secrets cannot be opened with the keys of ENCRYPTION_KEYS. Nothing was changed.',
      ...lines,
      'Add the keys that sealed them, behind the newest one, and run the command again.',
    ].join('\n'),
  );
};

const useOf = (found: Found[]): KeyUse => {
  const use: KeyUse = new Map();
  for (const { sealed, keyIds } of found) {
    for (const id of new Set(keyIds)) {
      const tables = use.get(id) ?? new Map<string, number>();
      use.set(id, tables.set(sealed.name, (tables.get(sealed.name) ?? 0) + 1));
    }
  }
  return use;
};

const resealAll = async (tx: Tx, vault: Vault, rows: Found[]): Promise<void> => {
  for (const { sealed, row } of rows) {
    const columns = getTableColumns(sealed.table) as Record<string, AnyColumn>;
    const secrets = secretsIn(sealed, row);
    const fresh = secrets.map(([column, text]) => {
      const secret = vault.open(text, sealed.place(row)) ?? '';
      return [column, vault.seal(secret, sealed.place(row))];
    });
    const key = Object.entries(primaryKeyOf(sealed.table));
    const unchanged = and(
      ...key.map(([name, column]) => eq(column, row[name])),
      ...secrets.map(([name, text]) => eq(columns[name] as AnyColumn, text)),
    );
    await tx.update(sealed.table).set(Object.fromEntries(fresh)).where(unchanged);
  }
};
