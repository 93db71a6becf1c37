import * as z from 'zod';

/** A customer that QuickBooks is to be given, as it was typed. */
export const newCustomer = z.object({
  name: z.string().max(2000),
  address: z.string().max(8000),
  email: z.string().max(2000),
  taxId: z.string().max(2000),
  /** ISO code; it counts only where the books keep several currencies, and then for good. */
  currency: z.string().max(3),
});

export type NewCustomer = z.infer<typeof newCustomer>;
