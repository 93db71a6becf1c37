import * as z from 'zod';

/** A customer to create in QuickBooks, as typed. */
export const newCustomer = z.object({
  name: z.string().max(2000),
  address: z.string().max(8000),
  email: z.string().max(2000),
  taxId: z.string().max(2000),
  /** ISO 4217 code; used only in a multi-currency company, and cannot be changed later. */
  currency: z.string().max(3),
});

export type NewCustomer = z.infer<typeof newCustomer>;
