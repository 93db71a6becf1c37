import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { firstRows, inList } from '../calls/query.ts';
import { nullWhenNotFound, recordFault } from '../calls/read-errors.ts';
import { id, parseBody, rowsOf } from '../calls/wire.ts';
import type { Realm, UnreadableInvoice } from '../gateway.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';

/** A query of at most `size` invoices that can be divided by position. */
export type Source = {
  /** The requested ids in order; null for a query by condition. */
  invoiceIds: string[] | null;
  /** The where clause alone, for counting. */
  condition: string;
  size: number;
  query(from: number, size: number): Query;
};

export const byIds = (invoiceIds: string[]): Source => {
  const condition = (some: string[]) => `where Id in ${inList(some)} `;
  return {
    invoiceIds,
    condition: condition(invoiceIds),
    size: invoiceIds.length,
    query: (from, size) => ({
      entity: 'Invoice',
      clauses: `${condition(invoiceIds.slice(from, from + size))}${firstRows(size)}`,
    }),
  };
};

/** `order` is the orderby clause; `start` counts from 0. */
export const byCondition = (condition: string, order: string, size: number, start = 0): Source => ({
  invoiceIds: null,
  condition,
  size,
  query: (from, count) => ({
    entity: 'Invoice',
    clauses: `${condition}${order}startposition ${start + from + 1} ${firstRows(count)}`,
  }),
});

type Part = { from: number; size: number };

/** Query responses in order, and the invoices that none of them contains. */
export type PartialRead = { responses: unknown[]; unreadable: UnreadableInvoice[] };

/** Maximum number of calls of one read after the first. */
export const maxCalls = 24;
/** https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch */
const maxBatchItems = 30;

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});
const wireId = z.object({ Id: id });

/**
 * Reads invoices. When one invoice makes QuickBooks reject the query (`recordFault`), divides the
 * query until that invoice is alone, and reads it by its id. Throws what reads throw.
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
 * Counts the invoices of the query. A count contains no invoice, so it fails only during an outage;
 * then returns 0.
 */
const sizeOf = async (client: QuickbooksClient, realm: Realm, source: Source): Promise<number> => {
  try {
    const response = await client.find(realm, {
      entity: 'Invoice',
      clauses: source.condition,
      count: true,
    });
    if (source.invoiceIds) return source.size;
    const totalCount =
      countResponse.safeParse(response).data?.QueryResponse.totalCount ?? source.size;
    return Math.min(source.size, totalCount);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) return 0;
    throw error;
  }
};

const makeDivision = (client: QuickbooksClient, realm: Realm, source: Source, code: string) => {
  let calls = 1;
  /**
   * Whether to use batches, which test 30 parts in one call; false once a batch is rejected as a
   * whole.
   */
  let useBatches = true;
  let useProjections = true;
  const found: { from: number; response: unknown }[] = [];
  const unreadable: UnreadableInvoice[] = [];

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
    if (source.invoiceIds) return source.invoiceIds[from] ?? null;
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

  /** An invoice that is alone: whether it can be read by its id. */
  const readAlone = async ({ from }: Part): Promise<void> => {
    const invoiceId = await idAt(from);
    if (invoiceId === null || calls >= maxCalls) {
      unreadable.push({ invoiceId, code });
      return;
    }
    calls += 1;
    try {
      const response = await nullWhenNotFound(() => client.read(realm, 'Invoice', invoiceId));
      if (response === null) return;
      const { Invoice } = parseBody(z.object({ Invoice: z.unknown() }), response);
      found.push({ from, response: { QueryResponse: { Invoice: [Invoice] } } });
    } catch (error) {
      const fault = recordFault(error);
      if (fault === null) throw error;
      unreadable.push({ invoiceId, code: fault });
    }
  };

  const reportUnreadable = ({ from, size }: Part): void => {
    for (let at = from; at < from + size; at += 1) {
      unreadable.push({ invoiceId: source.invoiceIds?.[at] ?? null, code });
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
