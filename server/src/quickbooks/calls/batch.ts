import * as z from 'zod';
import type { Query } from '../quickbooks-client.ts';
import { faultBody } from './fault-body.ts';
import { statement } from './query.ts';
import { parseBody } from './wire.ts';

/**
 * Items of a batch of queries; the response may have any order.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch
 */
export const batchItems = (queries: Query[]) =>
  queries.map((query, index) => ({ bId: String(index + 1), Query: statement(query) }));

const item = z.looseObject({
  bId: z.coerce.string(),
  QueryResponse: z.looseObject({}).optional().catch(undefined),
});
const batchResponse = z.object({ BatchItemResponse: z.array(item) });

/** The code of the first fault in a batch response; null when no item failed. */
export const batchFault = (body: unknown): string | null => {
  const items = batchResponse.safeParse(body).data?.BatchItemResponse ?? [];
  for (const one of items) {
    const fault = faultBody(one);
    if (fault) return fault.code;
  }
  return null;
};

/**
 * The responses in the order of the queries; null for a fault, a response without rows, or none.
 */
export const batchAnswers = (body: unknown, count: number): unknown[] => {
  const items = parseBody(batchResponse, body).BatchItemResponse;
  return Array.from({ length: count }, (_, index) => {
    const found = items.find(({ bId }) => bId === String(index + 1));
    return found?.QueryResponse && faultBody(found) === null ? found : null;
  });
};
