import { z } from 'zod';
import type { Call } from './call.ts';

/** Executes one write and returns the object under its wire name. */
export type Write = (call: Call) => object;

/** The writes that one entity supports. */
export interface Writes {
  create?: Write;
  update?: Write;
  void?: Write;
  delete?: Write;
}

/** Identifies the object of an update, void or deletion. */
export const identity = z.object({
  Id: z.coerce.string().optional(),
  SyncToken: z.coerce.string().optional(),
});

/** The stub returned for a deleted object. */
export function deletedStub(id: string): object {
  return { status: 'Deleted', domain: 'QBO', Id: id };
}

/** Whether `include=` contains this option, ignoring case. */
export function included(query: Call['query'], word: string): boolean {
  return (query.include ?? '').toLowerCase().split(',').includes(word);
}
