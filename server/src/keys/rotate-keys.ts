import { and, eq, getTableColumns } from 'drizzle-orm';
import type { Db, Tx } from '../db/database.ts';
import { type Key, keyIdOf, makeVault, type Vault } from '../db/encrypted.ts';
import { type AnyColumn, primaryKeyOf } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';
import { StartProblem } from '../start-problem.ts';
import { type EncryptedRow, type EncryptedTable, encryptedTables } from './encrypted-tables.ts';

/** Number of rows with a secret encrypted by a key, by key id and table name. */
export type KeyUse = Map<string, Map<string, number>>;

/** Rows per transaction; small, so that servers do not wait long for one. */
const batch = 50;

/** Passes after which a row that changed each time is left to the next run of the command. */
const mostPasses = 5;

/**
 * Re-encrypts every secret of an older key with the newest one; servers may run. Skips rows changed
 * since they were read, such as refreshed tokens. May be interrupted and repeated. Throws
 * StartProblem when a secret cannot be decrypted. Returns the use of keys afterwards.
 */
export const rotateKeys = async (
  db: Db,
  keys: Key[],
  onBatch: (name: string, rows: number) => void = () => undefined,
): Promise<KeyUse> => {
  const vault = makeVault(keys);
  const newest = keys[0]?.id ?? '';
  for (let pass = 0; ; pass += 1) {
    const found = await readEncrypted(db, vault);
    const use = useOf(found);
    const outdated = found.filter(({ keyIds }) => keyIds.some((id) => id !== newest));
    if (outdated.length === 0 || pass === mostPasses) return use;
    for (const table of encryptedTables) {
      const rows = outdated.filter((one) => one.table === table);
      for (let from = 0; from < rows.length; from += batch) {
        const page = rows.slice(from, from + batch);
        await transact(db, (tx) => reencryptAll(tx, vault, page));
        onBatch(table.name, page.length);
      }
    }
  }
};

type Found = { table: EncryptedTable; row: EncryptedRow; keyIds: string[] };

const secretsIn = (
  { columns }: EncryptedTable,
  row: EncryptedRow,
): [column: string, text: string][] =>
  columns.flatMap((column) => {
    const text = row[column];
    return typeof text === 'string' && text !== '' ? [[column, text]] : [];
  });

const readEncrypted = async (db: Db, vault: Vault): Promise<Found[]> => {
  const found: Found[] = [];
  const unreadable = new Map<string, number>();
  for (const table of encryptedTables) {
    const columns = getTableColumns(table.table) as Record<string, AnyColumn>;
    const wanted = table.columns.map((name) => [name, columns[name] as AnyColumn]);
    const selected = { ...primaryKeyOf(table.table), ...Object.fromEntries(wanted) };
    for (const row of (await db.select(selected).from(table.table)) as EncryptedRow[]) {
      const secrets = secretsIn(table, row);
      for (const [, text] of secrets) {
        if (vault.decrypt(text, table.rowName(row)) !== null) continue;
        const where = `${table.name}, key ${keyIdOf(text)}`;
        unreadable.set(where, (unreadable.get(where) ?? 0) + 1);
      }
      if (secrets.length > 0)
        found.push({ table, row, keyIds: secrets.map(([, text]) => keyIdOf(text)) });
    }
  }
  if (unreadable.size === 0) return found;
  const lines = [...unreadable].map(([where, secrets]) => `  ${where}: ${secrets} secrets`);
  throw new StartProblem(
    [
      'These secrets cannot be decrypted with the keys of ENCRYPTION_KEYS. Nothing was changed.',
      ...lines,
      'Add their keys to ENCRYPTION_KEYS, after the newest key, and run the command again.',
    ].join('\n'),
  );
};

const useOf = (found: Found[]): KeyUse => {
  const use: KeyUse = new Map();
  for (const { table, keyIds } of found) {
    for (const id of new Set(keyIds)) {
      const tables = use.get(id) ?? new Map<string, number>();
      use.set(id, tables.set(table.name, (tables.get(table.name) ?? 0) + 1));
    }
  }
  return use;
};

const reencryptAll = async (tx: Tx, vault: Vault, rows: Found[]): Promise<void> => {
  for (const { table, row } of rows) {
    const columns = getTableColumns(table.table) as Record<string, AnyColumn>;
    const secrets = secretsIn(table, row);
    const fresh = secrets.map(([column, text]) => {
      const secret = vault.decrypt(text, table.rowName(row)) ?? '';
      return [column, vault.encrypt(secret, table.rowName(row))];
    });
    const key = Object.entries(primaryKeyOf(table.table));
    const unchanged = and(
      ...key.map(([name, column]) => eq(column, row[name])),
      ...secrets.map(([name, text]) => eq(columns[name] as AnyColumn, text)),
    );
    await tx.update(table.table).set(Object.fromEntries(fresh)).where(unchanged);
  }
};
