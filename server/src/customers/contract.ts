import * as z from 'zod';
import { read } from '../shared/contract.ts';

export const matchReasons = ['saved_link', 'email', 'name', 'alike'] as const;

export const customerRow = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  /** One line, for telling look-alikes apart. */
  address: z.string().nullable(),
  currency: z.string().nullable(),
});

export const candidate = customerRow.extend({ reason: z.enum(matchReasons) });

export type CustomerRow = z.infer<typeof customerRow>;
export type Candidate = z.infer<typeof candidate>;

const deal = z.object({ dealId: z.number().int().positive() });

export const customers = {
  /** Customers that may be the deal's organization or person, the likeliest first. */
  candidates: read(
    deal.extend({ name: z.string().max(2000), email: z.string().max(2000) }),
    z.object({ candidates: z.array(candidate) }),
  ),
  /** All customers by a piece of their name, `page` from 0. */
  search: read(
    deal.extend({ text: z.string().max(200), page: z.number().int().min(0).max(1000) }),
    z.object({ customers: z.array(customerRow), more: z.boolean() }),
  ),
};
