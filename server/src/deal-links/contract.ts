import * as z from 'zod';
import { panelContext } from '../invoices/contract.ts';
import { act, read } from '../shared/contract/contract.ts';

const dealRow = z.object({
  id: z.number().int(),
  title: z.string(),
  /** Null when the Pipedrive response has no status. */
  status: z.enum(['open', 'won', 'lost']).nullable(),
});

export type DealRow = z.infer<typeof dealRow>;

export const dealLinks = {
  /** Deals of the context that an invoice can be linked to. Never calls QuickBooks. */
  deals: read(z.object({ context: panelContext }), z.object({ deals: z.array(dealRow) })),
  /**
   * Links mirrored, undeleted invoices; returns their ids. Throws not_found when there are none.
   */
  link: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({ linkedInvoiceIds: z.array(z.string()) }),
  ),
  /** Removes the links; returns an empty list. The invoices do not change. */
  unlink: act(
    z.object({
      dealId: z.number().int().positive(),
      invoiceIds: z.array(z.string().max(40)).min(1).max(200),
    }),
    z.object({ linkedInvoiceIds: z.array(z.string()) }),
  ),
};
