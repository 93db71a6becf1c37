import { refusal } from '../wire/faults.ts';
import type { Column } from './columns.ts';
import type { Condition } from './parse-query.ts';

type Value = string | number | boolean | undefined;

/** The value of a column in a row; the id of a reference, the address of an e-mail. */
export function columnValue(row: object, column: Column): Value {
  let value: unknown = row;
  for (const step of column.name.split('.')) value = inside(value, step);
  if (column.type === 'ref') value = inside(value, 'value');
  if (column.type === 'email') value = inside(value, 'Address');
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;
}

function inside(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  return Reflect.get(value, key);
}

type Key = string | number | undefined;

/** Sort key of a value: text ignores case, moments become instants. */
export function sortKey(value: Value, column: Column): Key {
  return value === undefined ? undefined : comparable(String(value), column);
}

/** Comparator for sorting; missing values come first. */
export function compareKeys(one: Key, other: Key): number {
  if (one === undefined || other === undefined)
    return one === other ? 0 : one === undefined ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

function compareValues(one: Value, other: Value, column: Column): number {
  return compareKeys(sortKey(one, column), sortKey(other, column));
}

export function matches(value: Value, condition: Condition, column: Column): boolean {
  const [wanted = ''] = condition.values;
  if (condition.operator === 'IN') return condition.values.some((one) => equal(value, one, column));
  if (condition.operator === 'LIKE')
    return value !== undefined && pattern(wanted).test(String(value));
  if (condition.operator === '=') return equal(value, wanted, column);
  if (value === undefined) return false;
  const order = compareValues(value, wanted, column);
  if (condition.operator === '<') return order < 0;
  if (condition.operator === '>') return order > 0;
  return condition.operator === '<=' ? order <= 0 : order >= 0;
}

/** A quoted space matches an empty value. */
function equal(value: Value, wanted: string, column: Column): boolean {
  if (wanted.trim() === '') return value === undefined || value === '';
  return value !== undefined && compareValues(value, wanted, column) === 0;
}

/** Text ignores case; moments become instants, so that offsets do not matter. */
function comparable(text: string, column: Column): string | number {
  if (column.type === 'number') return numberOf(text);
  if (column.type === 'moment') return momentOf(text);
  if (column.type === 'date') return dateOf(text);
  return text.toLowerCase();
}

function numberOf(text: string): number {
  const value = Number(text);
  if (Number.isNaN(value)) throw refusal('4001', `QueryValidationError: ${text} is not a number`);
  return value;
}

/** A plain date or a time without offset is in the time zone of Intuit's data centre. */
function momentOf(text: string): number {
  try {
    if (/^\d{4}-\d{2}-\d{2}$/.test(text))
      return Temporal.PlainDate.from(text).toZonedDateTime('America/Los_Angeles').epochMilliseconds;
    if (/(Z|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime('America/Los_Angeles')
      .epochMilliseconds;
  } catch {
    throw refusal('4001', `QueryValidationError: ${text} is not a date`);
  }
}

function dateOf(text: string): string {
  const date = text.slice(0, 10);
  if (/^\d{4}-\d{2}-\d{2}$/.test(date)) return date;
  throw refusal('4001', `QueryValidationError: ${text} is not a date`);
}

/** Converts a LIKE pattern; only `%` is a wildcard. */
function pattern(like: string): RegExp {
  const source = like
    .split('%')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^]*');
  return new RegExp(`^${source}$`, 'i');
}
