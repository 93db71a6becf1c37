import * as z from 'zod';
import { panelContext } from '../invoices/contract.ts';
import { act } from '../shared/contract/contract.ts';

const offers = z.object({
  context: panelContext,
  invoiceIds: z.array(z.string().max(40)).min(1).max(200),
});

export const invoiceOffers = {
  /**
   * No longer offers these invoices in this context: at a deal, or at an organization or person and
   * all its deals.
   */
  decline: act(offers, z.object({})),
  /** Offers them again. */
  restore: act(offers, z.object({})),
};
