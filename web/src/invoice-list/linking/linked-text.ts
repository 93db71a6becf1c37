import { m } from '../../messages/compiled/messages.js';
import type { ListRow } from '../queries.ts';

/** To how many deals an invoice is linked, from the view of this deal; null for no deal. */
export const linkedText = (row: ListRow, dealId: number | null): string => {
  const deals = row.deals - row.deletedDeals;
  if (deals === 0) return row.deals === 0 ? '' : m.invoice_list_deal_deleted({ count: row.deals });
  if (dealId === null) return m.invoice_list_linked_to({ count: deals });
  if (!row.dealIds.includes(dealId)) return m.invoice_list_linked_elsewhere({ count: deals });
  return deals === 1
    ? m.invoice_list_linked_here()
    : m.invoice_list_linked_here_too({ count: deals - 1 });
};
