import * as z from 'zod';
import { panelContext } from '../invoices/contract.ts';
import { act, read } from '../shared/contract/contract.ts';

const dealRow = z.object({
  id: z.number().int(),
  title: z.string(),
  /** Null where Pipedrive does not tell. */
  status: z.enum(['open', 'won', 'lost']).nullable(),
});

export type DealRow = z.infer<typeof dealRow>;

/** Which invoices belong to which deals. */
export const dealLinks = {
  /**
   * The deals of the place, open ones first, then the last changed: which one an invoice is for. Asks
   * QuickBooks nothing.
   */
  deals: read(z.object({ context: panelContext }), z.object({ deals: z.array(dealRow) })),
  /** Which of these are linked to the deal now: those that we know to be in QuickBooks. */
  link: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({ linked: z.array(z.string()) }),
  ),
  /** Which of these are still linked: none. The invoices stay as they are. */
  unlink: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({ linked: z.array(z.string()) }),
  ),
};
