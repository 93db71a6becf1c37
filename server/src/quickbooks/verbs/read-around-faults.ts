import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { among, firstRows } from '../calls/query.ts';
import { recordFault, unlessGone } from '../calls/read-errors.ts';
import { id, readable, rowsOf } from '../calls/wire.ts';
import type { Realm, UnreadableInvoice } from '../gateway.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';

/** Invoices that are asked for by position; `size` of them at most. */
export type Source = {
  /** The ids in their order, where it is asked by id. */
  ids: string[] | null;
  /** The condition alone, for counting. */
  which: string;
  size: number;
  query(from: number, size: number): Query;
};

export const byIds = (ids: string[]): Source => {
  const which = (some: string[]) => `where Id in ${among(some)} `;
  return {
    ids,
    which: which(ids),
    size: ids.length,
    query: (from, size) => ({
      entity: 'Invoice',
      clauses: `${which(ids.slice(from, from + size))}${firstRows(size)}`,
    }),
  };
};

/** `order` follows the condition; `start` counts from 0. */
export const byCondition = (which: string, order: string, size: number, start = 0): Source => ({
  ids: null,
  which,
  size,
  query: (from, count) => ({
    entity: 'Invoice',
    clauses: `${which}${order}startposition ${start + from + 1} ${firstRows(count)}`,
  }),
});

type Part = { from: number; size: number };

/** Answers in the shape of a query's, in order, and what none of them holds. */
export type Around = { answers: unknown[]; unreadable: UnreadableInvoice[] };

/** Calls that one read may take beyond its first. */
export const mostCalls = 24;
/** Intuit: Batch. */
const mostItems = 30;

const counted = z.object({ QueryResponse: z.object({ totalCount: z.coerce.number().int() }) });
const wireId = z.object({ Id: id });

/**
 * Asks for invoices. Where QuickBooks rejects the query because of one that it cannot put into an answer, the
 * query is divided until that invoice is alone, and it is read once by its id. Throws what reads throw.
 */
export const readAroundFaults = async (
  client: QuickbooksClient,
  realm: Realm,
  source: Source,
): Promise<Around> => {
  try {
    return { answers: [await client.find(realm, source.query(0, source.size))], unreadable: [] };
  } catch (error) {
    const code = recordFault(error);
    if (code === null) throw error;
    const size = await sizeOf(client, realm, source);
    if (size === 0) throw error;
    return makeDivision(client, realm, source, code).read({ from: 0, size });
  }
};

/**
 * How many there are to ask for. A count holds no invoice, so it is answered as long as QuickBooks answers at
 * all; 0 when it is not.
 */
const sizeOf = async (client: QuickbooksClient, realm: Realm, source: Source): Promise<number> => {
  try {
    const answer = await client.find(realm, {
      entity: 'Invoice',
      clauses: source.which,
      count: true,
    });
    if (source.ids) return source.size;
    const all = counted.safeParse(answer).data?.QueryResponse.totalCount ?? source.size;
    return Math.min(source.size, all);
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) return 0;
    throw error;
  }
};

const makeDivision = (client: QuickbooksClient, realm: Realm, source: Source, code: string) => {
  let calls = 1;
  /** A batch tells at once which of 30 parts fail, as long as it is not itself rejected. */
  let together = true;
  let projections = true;
  const found: { from: number; answer: unknown }[] = [];
  const unreadable: UnreadableInvoice[] = [];

  const oneByOne = async (parts: Part[]): Promise<unknown[]> => {
    const answers: unknown[] = [];
    for (const { from, size } of parts) {
      if (calls >= mostCalls) break;
      calls += 1;
      answers.push(await unlessFaulty(() => client.find(realm, source.query(from, size))));
    }
    return answers;
  };

  const ask = async (parts: Part[]): Promise<unknown[]> => {
    if (!together) return oneByOne(parts);
    calls += 1;
    const queries = parts.map(({ from, size }) => source.query(from, size));
    const answers = await unlessFaulty(() => client.findTogether(realm, queries));
    if (answers) return answers;
    together = false;
    return [];
  };

  /** Null where QuickBooks names no properties in queries. */
  const idAt = async (from: number): Promise<string | null> => {
    if (source.ids) return source.ids[from] ?? null;
    if (!projections || calls >= mostCalls) return null;
    calls += 1;
    try {
      const answer = await client.find(realm, { ...source.query(from, 1), only: 'Id' });
      return rowsOf('Invoice', wireId, answer)[0]?.Id ?? null;
    } catch (error) {
      if (!isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) throw error;
      projections = false;
      return null;
    }
  };

  /** An invoice that is alone: whether it can be read by its id. */
  const readAlone = async ({ from }: Part): Promise<void> => {
    const invoiceId = await idAt(from);
    if (invoiceId === null || calls >= mostCalls) {
      unreadable.push({ id: invoiceId, code });
      return;
    }
    calls += 1;
    try {
      const answer = await unlessGone(() => client.read(realm, 'Invoice', invoiceId));
      if (answer === null) return;
      const { Invoice } = readable(z.object({ Invoice: z.unknown() }), answer);
      found.push({ from, answer: { QueryResponse: { Invoice: [Invoice] } } });
    } catch (error) {
      const fault = recordFault(error);
      if (fault === null) throw error;
      unreadable.push({ id: invoiceId, code: fault });
    }
  };

  const giveUp = ({ from, size }: Part): void => {
    for (let at = from; at < from + size; at += 1) {
      unreadable.push({ id: source.ids?.[at] ?? null, code });
    }
  };

  return {
    async read(whole: Part): Promise<Around> {
      let failing = [whole];
      while (failing.length > 0 && calls < mostCalls) {
        const alone = failing.filter(({ size }) => size === 1);
        for (const part of alone) await readAlone(part);
        const several = failing.filter(({ size }) => size > 1);
        const now = several.slice(0, mostItems / 2);
        const ways = together ? Math.floor(mostItems / Math.max(1, now.length)) : 2;
        const parts = now.flatMap((part) => divided(part, ways));
        const batched = together;
        const answers = parts.length === 0 ? [] : await ask(parts);
        failing = several.slice(now.length);
        if (batched && !together) {
          failing.push(...now);
          continue;
        }
        parts.forEach((part, index) => {
          const answer = answers[index];
          if (answer) found.push({ from: part.from, answer });
          else failing.push(part);
        });
      }
      failing.forEach(giveUp);
      const inOrder = found.toSorted((a, b) => a.from - b.from);
      return { answers: inOrder.map(({ answer }) => answer), unreadable };
    },
  };
};

/** At most so many parts of about the same size. */
const divided = ({ from, size }: Part, ways: number): Part[] => {
  const each = Math.ceil(size / ways);
  const count = Math.ceil(size / each);
  return Array.from({ length: count }, (_, index) => {
    const begin = from + index * each;
    return { from: begin, size: Math.min(each, from + size - begin) };
  });
};

const unlessFaulty = async <T>(ask: () => Promise<T>): Promise<T | null> => {
  try {
    return await ask();
  } catch (error) {
    if (recordFault(error) === null) throw error;
    return null;
  }
};
