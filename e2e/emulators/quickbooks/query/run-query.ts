import { refusal } from '../wire/faults.ts';
import { type Column, columnsOf, entityNamed } from './columns.ts';
import { columnValue, compareKeys, matches, sortKey } from './compare.ts';
import { type Condition, parseQuery, type Query } from './parse-query.ts';

/** The rows of an entity in their default order. */
export type Rows = (entity: string) => readonly object[];

/** Query options of one company. */
export interface QueryOptions {
  projections?: boolean;
  /** Throws for a row that QuickBooks fails to serialize. */
  refuseRow?: (entity: string, row: object) => void;
}

/**
 * Runs a statement and returns the `QueryResponse`, without an entity key when no row matches.
 * Lists only active rows unless the statement filters by `Active`.
 */
export function runQuery(
  statement: string,
  rows: Rows,
  { projections = false, refuseRow }: QueryOptions = {},
): { QueryResponse: object } {
  const query = parseQuery(statement, { projections });
  const entity = entityNamed(query.entity);
  const columns = entity && columnsOf(entity);
  if (!entity || !columns)
    throw refusal(
      '4001',
      `QueryValidationError: ${query.entity} is not an entity that can be queried.`,
    );
  const tests = query.where.map((condition) => testOf(condition, columns, entity));
  const found = rows(entity).filter(
    (row) => isShown(row, query) && tests.every((test) => test(row)),
  );
  if (query.count) return { QueryResponse: { totalCount: found.length } };
  const ordered = inOrder(found, query, columns, entity);
  const page = ordered.slice(query.start - 1, query.start - 1 + query.max);
  if (page.length === 0) return { QueryResponse: {} };
  const { fields } = query;
  if (!fields) for (const row of page) refuseRow?.(entity, row);
  const selected = fields ? page.map((row) => fieldsOf(row, fields)) : page;
  return {
    QueryResponse: { [entity]: selected, startPosition: query.start, maxResults: page.length },
  };
}

function fieldsOf(row: object, fields: string[]): object {
  const wanted = new Set(fields.map((field) => field.toLowerCase()));
  return Object.fromEntries(Object.entries(row).filter(([key]) => wanted.has(key.toLowerCase())));
}

function isShown(row: object, query: Query): boolean {
  const filtersActive = query.where.some(
    (condition) => condition.property.toLowerCase() === 'active',
  );
  return filtersActive || !('Active' in row) || row.Active === true;
}

function testOf(condition: Condition, columns: Map<string, Column>, entity: string) {
  const column = columns.get(condition.property.toLowerCase());
  if (!column?.filter) throw notQueryable(condition.property, entity);
  if (column.type === 'id' && condition.operator !== '=' && condition.operator !== 'IN')
    throw refusal(
      '4001',
      `QueryValidationError: Operator ${condition.operator} is not supported for property Id`,
    );
  return (row: object) => matches(columnValue(row, column), condition, column);
}

function inOrder(
  rows: object[],
  query: Query,
  columns: Map<string, Column>,
  entity: string,
): object[] {
  if (query.orderBy.length === 0) return rows;
  const keys = query.orderBy.map(({ property, descending }) => {
    const column = columns.get(property.toLowerCase());
    if (!column?.sort) throw notQueryable(property, entity);
    return { column, sign: descending ? -1 : 1 };
  });
  const keyed = rows.map((row) => ({
    row,
    values: keys.map(({ column }) => sortKey(columnValue(row, column), column)),
  }));
  keyed.sort((one, other) => {
    for (const [index, { sign }] of keys.entries()) {
      const order = compareKeys(one.values[index], other.values[index]);
      if (order !== 0) return order * sign;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function notQueryable(property: string, entity: string) {
  return refusal(
    '4001',
    `QueryValidationError: Property ${property} not found for Entity ${entity}`,
  );
}
