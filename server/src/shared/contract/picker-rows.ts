import * as z from 'zod';

/** A customer in a list of the panel. */
export const customerRow = z.object({
  id: z.string(),
  /** A sub-customer's name includes its parents': `Northgate:Reading room`. */
  name: z.string(),
  email: z.string().nullable(),
  /** Address in one line, to distinguish similar candidates. */
  address: z.string().nullable(),
  /** Address in several lines; null when there is none, absent when not read. */
  shipAddress: z.string().nullable().optional(),
  currency: z.string().nullable(),
});

export type CustomerRow = z.infer<typeof customerRow>;

/** An item in a list of the panel. */
export const itemRow = z.object({
  id: z.string(),
  name: z.string(),
  sku: z.string().nullable(),
  description: z.string().nullable(),
  /** Decimal text, in the company's home currency. */
  unitPrice: z.string().nullable(),
  /** US default; null elsewhere. */
  taxable: z.boolean().nullable(),
  /** The item's own tax code outside the US. */
  taxCodeId: z.string().nullable(),
});

export type ItemRow = z.infer<typeof itemRow>;
