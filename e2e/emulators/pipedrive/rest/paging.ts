import { invalid } from './problem.ts';
import type { Query } from './query.ts';

/** A page of a v2 list by `cursor` and `limit`; `next_cursor` is null on the last page. */
export function cursorPage<Row>(rows: Row[], query: Query, maximum = 500) {
  const limit = query.integer('limit') ?? 100;
  if (limit < 1 || limit > maximum) throw invalid(`Parameter limit must be 1 to ${maximum}`);
  const offset = readCursor(query.text('cursor'));
  const end = offset + limit;
  return {
    data: rows.slice(offset, end),
    additional_data: { next_cursor: end < rows.length ? writeCursor(end) : null },
  };
}

/**
 * A page of notes by `start` and `limit`, with `pagination`.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function notesPage<Row>(rows: Row[], query: Query) {
  const { data, additional_data } = startPage(rows, query);
  return { data, additional_data: { pagination: additional_data } };
}

/**
 * A page of any other v1 list: the paging fields are directly in `additional_data`.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function startPage<Row>(rows: Row[], query: Query, maximum = 500) {
  const start = query.integer('start') ?? 0;
  const limit = Math.min(query.integer('limit') ?? 100, maximum);
  const end = start + limit;
  const more = end < rows.length;
  return {
    data: rows.slice(start, end),
    additional_data: {
      start,
      limit,
      more_items_in_collection: more,
      ...(more ? { next_start: end } : {}),
    },
  };
}

/** Sorts by `sort_by` and `sort_direction`; by ascending id without them. */
export function sorted<Row extends { id: number | string }>(
  rows: Row[],
  query: Query,
  fields: string[],
): Row[] {
  const by = query.text('sort_by') ?? 'id';
  if (!fields.includes(by)) throw invalid(`Parameter sort_by must be one of ${fields.join(', ')}`);
  const sign = query.text('sort_direction') === 'desc' ? -1 : 1;
  const key = (row: Row) => (row as Record<string, unknown>)[by] as string | number;
  return rows.toSorted((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

function writeCursor(offset: number): string {
  return Buffer.from(JSON.stringify({ offset })).toString('base64url');
}

function readCursor(cursor: string | undefined): number {
  if (!cursor) return 0;
  try {
    const { offset } = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as {
      offset?: unknown;
    };
    if (typeof offset === 'number') return offset;
  } catch {
    // Falls through: an unparsable cursor is refused like one without an offset.
  }
  throw invalid('Parameter cursor is invalid');
}
