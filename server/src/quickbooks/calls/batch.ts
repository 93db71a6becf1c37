import * as z from 'zod';
import type { Query } from '../quickbooks-client.ts';
import { faultBody } from './fault-body.ts';
import { statement } from './query.ts';
import { readable } from './wire.ts';

/** Items of a batch that only asks (Intuit: Batch); they are answered in any order. */
export const batchItems = (queries: Query[]) =>
  queries.map((query, index) => ({ bId: String(index + 1), Query: statement(query) }));

const item = z.looseObject({
  bId: z.coerce.string(),
  QueryResponse: z.looseObject({}).optional().catch(undefined),
});
const answer = z.object({ BatchItemResponse: z.array(item) });

/** The code of the first fault in a batch that was answered; null where no part failed. */
export const batchFault = (body: unknown): string | null => {
  const items = answer.safeParse(body).data?.BatchItemResponse ?? [];
  for (const one of items) {
    const fault = faultBody(one);
    if (fault) return fault.code;
  }
  return null;
};

/** The answers in the order of the items; null for those that hold a fault, no rows, or did not come. */
export const batchAnswers = (body: unknown, count: number): unknown[] => {
  const items = readable(answer, body).BatchItemResponse;
  return Array.from({ length: count }, (_, index) => {
    const found = items.find(({ bId }) => bId === String(index + 1));
    return found?.QueryResponse && faultBody(found) === null ? found : null;
  });
};
