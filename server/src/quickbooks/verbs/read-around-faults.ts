import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { firstRows, inList } from '../calls/query.ts';
import { nullWhenNotFound, recordFault } from '../calls/read-errors.ts';
import { id, parseBody, rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';

/** Entities of which single objects were reported to make QuickBooks reject a query. */
export type RecordEntity = 'Invoice' | 'Payment';

/** A query of at most `size` objects that can be divided by position. */
export type Source = {
  entity: RecordEntity;
  /** The requested ids in order; null for a query by condition. */
  ids: string[] | null;
  /** The where clause alone, for counting. */
  condition: string;
  size: number;
  query(from: number, size: number): Query;
};

export const byIds = (ids: string[], entity: RecordEntity = 'Invoice'): Source => {
  const condition = (some: string[]) => `where Id in ${inList(some)} `;
  return {
    entity,
    ids,
    condition: condition(ids),
    size: ids.length,
    query: (from, size) => ({
      entity,
      clauses: `${condition(ids.slice(from, from + size))}${firstRows(size)}`,
    }),
  };
};

/** `order` is the orderby clause; `start` counts from 0. */
export const byCondition = (
  condition: string,
  order: string,
  size: number,
  start = 0,
  entity: RecordEntity = 'Invoice',
): Source => ({
  entity,
  ids: null,
  condition,
  size,
  query: (from, count) => ({
    entity,
    clauses: `${condition}${order}startposition ${start + from + 1} ${firstRows(count)}`,
  }),
});

type Part = { from: number; size: number };

/** Query responses in order, and the objects that none of them contains. */
export type PartialRead = {
  responses: unknown[];
  unreadable: { id: string | null; code: string }[];
};

/** Maximum number of calls of one read after the first. */
export const maxCalls = 24;
/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch */
const maxBatchItems = 30;

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});
const wireId = z.object({ Id: id });

/**
 * Reads objects. When one of them makes QuickBooks reject the query (`recordFault`), divides the
 * query until that object is alone, and reads it by its id. Throws what reads throw.
 */
export const readAroundFaults = async (
  client: QuickbooksClient,
  realm: Realm,
  source: Source,
): Promise<PartialRead> => {
  try {
    return { responses: [await client.find(realm, source.query(0, source.size))], unreadable: [] };
  } catch (error) {
    const code = recordFault(error);
    if (code === null) throw error;
    const size = await sizeOf(client, realm, source);
    if (size === 0) throw error;
    return makeDivision(client, realm, source, code).read({ from: 0, size });
  }
};

/**
 * Counts the objects of the query. A count contains none of them, so it fails only during an outage;
 * then returns 0.
 */
const sizeOf = async (client: QuickbooksClient, realm: Realm, source: Source): Promise<number> => {
  try {
    const response = await client.find(realm, {
      entity: source.entity,
      clauses: source.condition,
      count: true,
    });
    if (source.ids) return source.size;
    const totalCount =
      countResponse.safeParse(response).data?.QueryResponse.totalCount ?? source.size;
    return Math.min(source.size, totalCount);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) return 0;
    throw error;
  }
};

const makeDivision = (client: QuickbooksClient, realm: Realm, source: Source, code: string) => {
  const { entity } = source;
  let calls = 1;
  /**
   * Whether to use batches, which test 30 parts in one call; false once a batch is rejected as a
   * whole.
   */
  let useBatches = true;
  let useProjections = true;
  const found: { from: number; response: unknown }[] = [];
  const unreadable: PartialRead['unreadable'] = [];

  const askSeparately = async (parts: Part[]): Promise<unknown[]> => {
    const responses: unknown[] = [];
    for (const { from, size } of parts) {
      if (calls >= maxCalls) break;
      calls += 1;
      responses.push(await nullOnRecordFault(() => client.find(realm, source.query(from, size))));
    }
    return responses;
  };

  const readParts = async (parts: Part[]): Promise<unknown[]> => {
    if (!useBatches) return askSeparately(parts);
    calls += 1;
    const queries = parts.map(({ from, size }) => source.query(from, size));
    const responses = await nullOnRecordFault(() => client.findTogether(realm, queries));
    if (responses) return responses;
    useBatches = false;
    return [];
  };

  /** The id at a position; null when QuickBooks refuses to select only the id. */
  const idAt = async (from: number): Promise<string | null> => {
    if (source.ids) return source.ids[from] ?? null;
    if (!useProjections || calls >= maxCalls) return null;
    calls += 1;
    try {
      const response = await client.find(realm, { ...source.query(from, 1), only: 'Id' });
      return rowsOf('Invoice', wireId, response)[0]?.Id ?? null;
    } catch (error) {
      if (!isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) throw error;
      useProjections = false;
      return null;
    }
  };

  /** An object that is alone: whether it can be read by its id. */
  const readAlone = async ({ from }: Part): Promise<void> => {
    const objectId = await idAt(from);
    if (objectId === null || calls >= maxCalls) {
      unreadable.push({ id: objectId, code });
      return;
    }
    calls += 1;
    try {
      const response = await nullWhenNotFound(() => client.read(realm, entity, objectId));
      if (response === null) return;
      const { [entity]: object } = parseBody(z.record(z.string(), z.unknown()), response);
      found.push({ from, response: { QueryResponse: { [entity]: [object] } } });
    } catch (error) {
      const fault = recordFault(error);
      if (fault === null) throw error;
      unreadable.push({ id: objectId, code: fault });
    }
  };

  const reportUnreadable = ({ from, size }: Part): void => {
    for (let at = from; at < from + size; at += 1) {
      unreadable.push({ id: source.ids?.[at] ?? null, code });
    }
  };

  return {
    async read(whole: Part): Promise<PartialRead> {
      let failing = [whole];
      while (failing.length > 0 && calls < maxCalls) {
        const single = failing.filter(({ size }) => size === 1);
        for (const part of single) await readAlone(part);
        const larger = failing.filter(({ size }) => size > 1);
        const current = larger.slice(0, maxBatchItems / 2);
        const partCount = useBatches ? Math.floor(maxBatchItems / Math.max(1, current.length)) : 2;
        const parts = current.flatMap((part) => divide(part, partCount));
        const hadBatches = useBatches;
        const responses = parts.length === 0 ? [] : await readParts(parts);
        failing = larger.slice(current.length);
        if (hadBatches && !useBatches) {
          failing.push(...current);
          continue;
        }
        parts.forEach((part, index) => {
          const response = responses[index];
          if (response) found.push({ from: part.from, response });
          else failing.push(part);
        });
      }
      failing.forEach(reportUnreadable);
      const inOrder = found.toSorted((a, b) => a.from - b.from);
      return { responses: inOrder.map(({ response }) => response), unreadable };
    },
  };
};

/** Divides a part into at most `partCount` parts of similar size. */
const divide = ({ from, size }: Part, partCount: number): Part[] => {
  const partSize = Math.ceil(size / partCount);
  const count = Math.ceil(size / partSize);
  return Array.from({ length: count }, (_, index) => {
    const begin = from + index * partSize;
    return { from: begin, size: Math.min(partSize, from + size - begin) };
  });
};

const nullOnRecordFault = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (recordFault(error) === null) throw error;
    return null;
  }
};
