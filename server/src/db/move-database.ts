import { createHash } from 'node:crypto';
import Big from 'big.js';
import { StartProblem } from '../start-problem.ts';
import { type Cell, openSource, type Source, type SourceTable } from './move-source.ts';
import { openTarget, type Target } from './move-target.ts';
import { postgresStorageError } from './storage-error.ts';

/** A table that was copied and verified. `sums`: totals of the money columns, by column. */
export type Moved = { table: string; rows: number; sums: Record<string, string> };

/** Rows per insert: 500 invoices with their JSON are about 5 MB. */
const batch = 500;

/** Columns with amounts as decimal text, whose sums are compared. */
const moneyColumns = new Set(['total', 'balance']);

/**
 * Copies a SQLite file to an empty PostgreSQL database in one transaction, and compares row
 * digests, row counts and money sums of each table. No server may run on either. `replace` deletes
 * existing rows first. The file keeps its rows. Throws StartProblem.
 */
export const moveDatabase = async (
  { databaseFile, databaseUrl }: { databaseFile: string; databaseUrl: string },
  onTable: (moved: Moved) => void = () => undefined,
  options: { replace?: boolean } = {},
): Promise<void> => {
  const source = openSource(databaseFile);
  try {
    const target = await openTarget(databaseUrl, source, options);
    try {
      for (const table of source.tables) {
        onTable(await explainCopying(table.name, () => moveTable(source, target, table)));
      }
      await explainCopying('commit', () => target.commit());
    } finally {
      await target.close();
    }
  } finally {
    source.close();
  }
};

/** Rethrows a driver error as StartProblem with its code only: its message may contain values. */
const explainCopying = async <T>(what: string, step: () => Promise<T>): Promise<T> => {
  try {
    return await step();
  } catch (error) {
    if (error instanceof StartProblem) throw error;
    const { code } = postgresStorageError(error);
    throw new StartProblem(
      `PostgreSQL did not accept ${what} (${code}). Nothing was copied; run the command again.`,
    );
  }
};

const moveTable = async (source: Source, target: Target, table: SourceTable): Promise<Moved> => {
  const sent = newTally(table);
  let buffered: Cell[][] = [];
  const flush = async () => {
    const rows = buffered;
    buffered = [];
    if (rows.length > 0) await target.insert(table, rows);
  };
  for (const row of source.rows(table)) {
    sent.add(row);
    buffered.push(row);
    if (buffered.length === batch) await flush();
  }
  await flush();
  const counter = source.counterOf(table);
  if (counter !== null && counter > 0) await target.setCounter(table, counter);

  const stored = newTally(table);
  for await (const row of target.rows(table)) stored.add(row);
  const differs = await differenceOf(sent, stored, target, table);
  if (differs) {
    throw new StartProblem(
      `The copy of ${table.name} differs from the original in ${differs}. Nothing was copied.`,
    );
  }
  return { table: table.name, rows: sent.rows(), sums: sent.sums() };
};

type Tally = ReturnType<typeof newTally>;

const differenceOf = async (
  sent: Tally,
  stored: Tally,
  target: Target,
  table: SourceTable,
): Promise<string | null> => {
  if (sent.rows() !== stored.rows()) return `the number of rows`;
  if (sent.digest() !== stored.digest()) return 'the content of rows';
  for (const [column, sum] of Object.entries(sent.sums())) {
    if (!Big(sum).eq(await target.sum(table, column))) return `the sum of ${column}`;
  }
  return null;
};

const digestSize = 1n << 256n;

/** Counts rows and adds up amounts and row digests; a sum does not depend on the order of rows. */
const newTally = ({ columns }: SourceTable) => {
  const money = columns.flatMap(({ name }, at) => (moneyColumns.has(name) ? [{ name, at }] : []));
  const sums = new Map(money.map(({ name }) => [name, Big(0)]));
  let [rows, digest] = [0, 0n];
  return {
    add(row: Cell[]): void {
      rows += 1;
      const hash = createHash('sha256').update(JSON.stringify(row)).digest('hex');
      digest = (digest + BigInt(`0x${hash}`)) % digestSize;
      for (const { name, at } of money) {
        const cell = row[at] ?? null;
        if (cell !== null) sums.set(name, (sums.get(name) ?? Big(0)).plus(cell));
      }
    },
    rows: () => rows,
    digest: () => digest,
    sums: () => Object.fromEntries([...sums].map(([name, sum]) => [name, sum.toFixed()])),
  };
};
