import { m } from '../../messages/compiled/messages.js';
import type { ListRow } from '../queries.ts';

/** Link to the deal of an invoice; several deals are listed on the invoice's page. */
export function DealLinks({ row, dealUrl }: { row: ListRow; dealUrl: string }) {
  const [dealId, ...others] = row.dealIds;
  if (dealId === undefined || others.length > 0) return null;
  const number = row.number || m.invoices_without_number();
  return (
    <a
      href={`${dealUrl}${dealId}`}
      target="_top"
      rel="noreferrer"
      aria-label={m.links_open_deal_label({ number })}
    >
      {m.links_open_deal()}
    </a>
  );
}
