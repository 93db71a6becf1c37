import * as z from 'zod';

/** A customer as the panel lists it. */
export const customerRow = z.object({
  id: z.string(),
  /** A sub-customer's name includes its parents': `Northgate:Reading room`. */
  name: z.string(),
  email: z.string().nullable(),
  /** One line, to tell similar candidates apart. */
  address: z.string().nullable(),
  /** Several lines; null when it has none, absent when it was not read. */
  shipAddress: z.string().nullable().optional(),
  currency: z.string().nullable(),
});

export type CustomerRow = z.infer<typeof customerRow>;

/** An item as the panel lists it. */
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
