import type { Entity, Query } from '../quickbooks-client.ts';
import {
  containsText,
  isQueryable,
  type Letters,
  queryableParts,
  replaceUnsupported,
} from './plain-text.ts';

/**
 * Quotes a value; escapes backslash, then apostrophe, and replaces letters that QuickBooks rejects
 * by `?`.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export const quoted = (value: string): string =>
  `'${replaceUnsupported(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const contains = (property: string, text: string): string =>
  `${property} like ${quoted(`%${text}%`)}`;

/** A search for a text in a property. */
export type TextSearch = {
  /** Parts of the text that every value found contains, regardless of case. */
  parts: string[];
  /** The parts as conditions, combined by `and`; none when a query can contain no part. */
  conditions: string[];
  /** False when the conditions find too many rows, which `matches` must filter. */
  exact: boolean;
  matches: (value: string) => boolean;
};

/** Searches for values that contain `text`; an empty text matches everything. */
export const textSearch = (
  property: string,
  text: string,
  letters: Letters = 'latin1',
): TextSearch => {
  if (text === '') return { parts: [], conditions: [], exact: true, matches: () => true };
  const exact = isQueryable(text, letters) && !text.includes('%');
  const parts = exact ? [text] : queryableParts(text, letters);
  const conditions = parts.map((part) => contains(property, part));
  return { parts, conditions, exact, matches: exact ? () => true : containsText(text) };
};

export const inList = (values: string[]): string => `(${values.map(quoted).join(',')})`;

/** Formats an instant for a query: whole seconds with an offset, as in Intuit's examples. */
export const instant = (iso: string): string =>
  quoted(`${new Date(iso).toISOString().slice(0, 19)}+00:00`);

/** Builds the where clause from all conditions that are not null; empty when there are none. */
export const where = (...conditions: (string | null)[]): string => {
  const present = conditions.filter((condition) => condition !== null);
  return present.length === 0 ? '' : `where ${present.join(' and ')} `;
};

/** Maximum number of rows per response. */
export const maxRows = 1000;

/** Paging clause; `page` counts from 0. Requests one extra row to find out whether more follow. */
export const page = ({ page, pageSize }: { page: number; pageSize: number }): string =>
  `startposition ${page * pageSize + 1} maxresults ${pageSize + 1}`;

export const firstRows = (count: number = maxRows): string => `maxresults ${count}`;

/** Maximum characters of a statement: Intuit documents no limit, and proxies accept far more. */
const maxStatementLength = 6000;

/** The text of a query, for `/query` or for a batch item. */
export const statement = ({ entity, clauses, count, only }: Query): string =>
  `select ${count ? 'count(*)' : (only ?? '*')} from ${entity} ${clauses}`.trimEnd();

/**
 * Splits values into as few lists as possible, such that each statement with `clauses` has at most
 * `maxStatementLength` characters and 1,000 values. Drops duplicates.
 */
export const listsFor = (
  entity: Entity,
  values: string[],
  clauses: (some: string[]) => string,
): string[][] => {
  const queryOf = (some: string[]): Query => ({ entity, clauses: clauses(some) });
  const isAllowed = (some: string[]) =>
    some.length <= maxRows && statement(queryOf(some)).length <= maxStatementLength;
  const lists: string[][] = [];
  for (const value of new Set(values)) {
    const last = lists.at(-1);
    if (last && isAllowed([...last, value])) last.push(value);
    else lists.push([value]);
  }
  return lists;
};

/** Builds the queries for all of these values. */
export const queriesFor = (
  entity: Entity,
  values: string[],
  clauses: (some: string[]) => string,
): Query[] => listsFor(entity, values, clauses).map((some) => ({ entity, clauses: clauses(some) }));
