import { Column, is, type SQL } from 'drizzle-orm';
import type { Db } from './open-database.ts';

/**
 * Prepares statements once per database: `build` runs at the first use, and what it returned is used
 * from then on. For the few reads that stand in the way of every request.
 */
export const prepared = <T>(build: (db: Db) => T): ((db: Db) => T) => {
  const known = new WeakMap<Db, T>();
  return (db) => {
    const statements = known.get(db) ?? build(db);
    known.set(db, statements);
    return statements;
  };
};

/** What the cells of this column are read by; null where they are as the database has them. */
const readerOf = (column: Column | SQL): Column | null =>
  is(column, Column) && column.mapFromDriverValue !== Column.prototype.mapFromDriverValue
    ? column
    : null;

type Columns<Row> = Record<keyof Row & string, Column | SQL>;

/**
 * Makes rows of what a statement that selects just these columns tells as `values`; expressions as they
 * come. Drizzle looks anew at each cell's column, which costs as much again as reading a long list; here
 * they are looked at once.
 */
export const rowReader = <Row>(columns: Columns<Row>): ((told: unknown[][]) => Row[]) => {
  const cells = Object.entries<Column | SQL>(columns).map(([name, column]) => ({
    name,
    reader: readerOf(column),
  }));
  const asRow = (told: unknown[]): Row => {
    const row: Record<string, unknown> = {};
    cells.forEach(({ name, reader }, index) => {
      const cell = told[index];
      row[name] = cell === null || reader === null ? cell : reader.mapFromDriverValue(cell);
    });
    return row as Row;
  };
  return (told) => told.map(asRow);
};

type Values = Record<string, unknown>;

type Prepared<Row> = { all(values: Values): Row[]; values(values: Values): unknown[][] };

/** A prepared statement whose rows are read by `rowReader`. */
export const preparedRows = <Row>(
  columns: Columns<Row>,
  build: (db: Db) => Prepared<Row>,
): ((db: Db, values: Values) => Row[]) => {
  const statement = prepared(build);
  const read = rowReader<Row>(columns);
  return (db, values) => read(statement(db).values(values));
};
