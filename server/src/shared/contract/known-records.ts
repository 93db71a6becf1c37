import * as z from 'zod';
import { customerRow } from './picker-rows.ts';

/** `unknown`: not in our copy, which may not have a new record yet. */
const recordState = z.enum(['active', 'inactive', 'gone', 'unknown']);

/** `unsellable`: a category or bundle, which the API cannot add to an invoice. */
const itemState = z.enum([...recordState.options, 'unsellable']);

/**
 * What our copy of QuickBooks knows about the records that a draft names. Null and missing parts are
 * not known: the checks find no problem in them.
 */
export const knownRecords = z.object({
  /** The display name of a new customer. */
  name: z
    .object({
      asked: z.string(),
      /** The customer, vendor or employee that has it; `row` for a customer that can be chosen. */
      takenBy: z
        .object({
          kind: z.string(),
          id: z.string(),
          name: z.string(),
          row: customerRow.nullable(),
        })
        .nullable(),
      /** A similar name that nobody has. */
      free: z.string().nullable(),
    })
    .nullable(),
  customer: z
    .object({
      id: z.string(),
      state: recordState,
      /** Decimal text; below zero when the customer has credit. */
      balance: z.string().nullable(),
    })
    .nullable(),
  /** The items that cannot be sold any more, or are not known. */
  items: z.array(z.object({ id: z.string(), state: itemState })),
  number: z
    .object({
      asked: z.string(),
      taken: z.boolean(),
      /** The next free number. */
      next: z.string().nullable(),
    })
    .nullable(),
  /** Date on which the permission to access QuickBooks ends, when that is soon. */
  connectionEndsOn: z.string().nullable(),
});

export type KnownRecords = z.infer<typeof knownRecords>;

export const nothingKnown: KnownRecords = {
  name: null,
  customer: null,
  items: [],
  number: null,
  connectionEndsOn: null,
};
