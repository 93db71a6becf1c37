import type { Entity, Query } from '../quickbooks-client.ts';
import { holding, isPlain, type Letters, plainly, plainPieces } from './plain-text.ts';

/**
 * A value as it stands in a statement: backslash first, then apostrophe (Intuit: data queries). Letters
 * that QuickBooks refuses in a query become `?`, so that none can make a statement fail.
 */
export const quoted = (value: string): string =>
  `'${plainly(value).replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

const contains = (property: string, text: string): string =>
  `${property} like ${quoted(`%${text}%`)}`;

/** How a text is searched for in a property. */
export type TextSearch = {
  /** All of them must hold; none where no part of the text can stand in a query. */
  conditions: string[];
  /** False where the conditions find more than is wanted, and `fits` must tell. */
  exact: boolean;
  fits: (value: string) => boolean;
};

/** Searches for what contains `text`; an empty text is contained in everything. */
export const textSearch = (
  property: string,
  text: string,
  letters: Letters = 'latin1',
): TextSearch => {
  if (text === '') return { conditions: [], exact: true, fits: () => true };
  const exact = isPlain(text, letters) && !text.includes('%');
  const pieces = exact ? [text] : plainPieces(text, letters);
  const conditions = pieces.map((piece) => contains(property, piece));
  return { conditions, exact, fits: exact ? () => true : holding(text) };
};

export const among = (values: string[]): string => `(${values.map(quoted).join(',')})`;

/** Whole seconds with an offset, the way Intuit's examples of queries write an instant. */
export const instant = (iso: string): string =>
  quoted(`${new Date(iso).toISOString().slice(0, 19)}+00:00`);

/** `where` and all of these; nothing where there are none. Empty ones do not count. */
export const where = (...conditions: (string | null)[]): string => {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? '' : `where ${given.join(' and ')} `;
};

/** 1,000 is the most that one answer holds. */
export const mostRows = 1000;

/** Rows of a page counted from 0, and one more to know whether others follow. */
export const page = ({ page, pageSize }: { page: number; pageSize: number }): string =>
  `startposition ${page * pageSize + 1} maxresults ${pageSize + 1}`;

export const firstRows = (count: number = mostRows): string => `maxresults ${count}`;

/** Characters of one statement. QuickBooks names no limit; this one is far below what proxies refuse. */
const longestStatement = 6000;

/** What is posted to `/query`, or stands in a batch. */
export const statement = ({ entity, clauses, count, only }: Query): string =>
  `select ${count ? 'count(*)' : (only ?? '*')} from ${entity} ${clauses}`.trimEnd();

/**
 * Divides values for queries of which `clauses` makes the condition: as few lists as keep every statement
 * within `longestStatement` characters and 1,000 values. Each value comes once.
 */
export const listsFor = (
  entity: Entity,
  values: string[],
  clauses: (some: string[]) => string,
): string[][] => {
  const queryOf = (some: string[]): Query => ({ entity, clauses: clauses(some) });
  const fits = (some: string[]) =>
    some.length <= mostRows && statement(queryOf(some)).length <= longestStatement;
  const lists: string[][] = [];
  for (const value of new Set(values)) {
    const last = lists.at(-1);
    if (last && fits([...last, value])) last.push(value);
    else lists.push([value]);
  }
  return lists;
};

/** The queries that ask for all of these values. */
export const queriesFor = (
  entity: Entity,
  values: string[],
  clauses: (some: string[]) => string,
): Query[] => listsFor(entity, values, clauses).map((some) => ({ entity, clauses: clauses(some) }));
