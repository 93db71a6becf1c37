import { z } from 'zod';
import type { Call } from './call.ts';

/** Carries out one write and gives the object under its wire name. */
export type Write = (call: Call) => object;

/** What can be written to one kind of entity. */
export interface Writes {
  create?: Write;
  update?: Write;
  void?: Write;
  delete?: Write;
}

/** What an update, a void or a deletion names. */
export const identity = z.object({
  Id: z.coerce.string().optional(),
  SyncToken: z.coerce.string().optional(),
});

/** All that is told of a deleted object. */
export function deletedStub(id: string): object {
  return { status: 'Deleted', domain: 'QBO', Id: id };
}

/** Whether `include=` holds this word, in whatever case. */
export function included(query: Call['query'], word: string): boolean {
  return (query.include ?? '').toLowerCase().split(',').includes(word);
}
