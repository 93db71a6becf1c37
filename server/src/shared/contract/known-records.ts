import * as z from 'zod';
import { customerRow, itemRow } from './picker-rows.ts';

/** `unknown`: not in the mirror, which may not have a new record yet. */
const recordState = z.enum(['active', 'inactive', 'gone', 'unknown']);

/** `unsellable`: a category or bundle, which the API cannot add to an invoice. */
const itemState = z.enum([...recordState.options, 'unsellable']);

/** An item that has a name that is wanted for another. */
export const nameTaker = z.object({
  id: z.string(),
  name: z.string(),
  active: z.boolean(),
  /** Null for a category or bundle, which no line can have. */
  row: itemRow.nullable(),
});

export type NameTaker = z.infer<typeof nameTaker>;

/** The account that new items are sold on, and whether QuickBooks accepts it. */
const newItemAccount = z.discriminatedUnion('state', [
  z.object({ state: z.literal('missing') }),
  z.object({ state: z.enum(['usable', 'unusable']), id: z.string(), name: z.string() }),
]);

export type NewItemAccount = z.infer<typeof newItemAccount>;

/**
 * What the mirror of QuickBooks knows about the records that a draft names. Null and missing parts
 * are not known: the checks find no problem in them.
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
  /** Ways to invoice the chosen customer in the draft's currency, where it has another one. */
  inCurrency: z
    .object({
      customerId: z.string(),
      currency: z.string(),
      /** Customers in this currency that are probably the same one. */
      customers: z.array(customerRow),
      /** A name for a new one that nobody has. */
      free: z.string().nullable(),
    })
    .nullable(),
  /** The items that cannot be sold any more, or are not known. */
  items: z.array(z.object({ id: z.string(), state: itemState })),
  /** Names of items to create that other items have. */
  takenItemNames: z.array(
    z.object({
      /** In lower case. */
      asked: z.string(),
      takenBy: nameTaker,
      /** A similar name that no item has. */
      free: z.string().nullable(),
    }),
  ),
  /** Null while the draft creates no item, and while it was not looked up. */
  newItemAccount: newItemAccount.nullable(),
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
  inCurrency: null,
  items: [],
  takenItemNames: [],
  newItemAccount: null,
  number: null,
  connectionEndsOn: null,
};
