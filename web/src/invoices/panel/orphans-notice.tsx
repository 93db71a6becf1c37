import { useMutation } from '@tanstack/react-query';
import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { type Answer, api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { listed, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { rereadInvoices } from '../queries.ts';

type Orphans = Answer<'invoices', 'list'>['orphans'];

const mostNamed = 5;

const nameOf = ({ number, total, currency }: Orphans[number]): string =>
  m.invoices_orphan_named({
    number: number || m.invoices_without_number(),
    total: money(total, currency),
  });

/** Offers the open deal invoices of deals that no longer exist, for example after a merge. */
export default function OrphansNotice({
  context,
  orphans,
}: {
  context: PanelContext;
  orphans: Orphans;
}) {
  const deal = { dealId: context.id, invoiceIds: orphans.map(({ id }) => id) };
  const choosing = useMutation({
    mutationFn: async (choice: 'link' | 'decline') => {
      if (choice === 'link') await api['deal-links'].link(deal);
      else await api.invoices.decline(deal);
      await rereadInvoices();
    },
  });
  const named = orphans.slice(0, mostNamed).map(nameOf);
  const more = orphans.length - named.length;
  const names = listed(more > 0 ? [...named, m.invoices_orphans_more({ count: more })] : named);
  const failed = choosing.error && asApiError(choosing.error);
  const busy = (choice: 'link' | 'decline') => choosing.isPending && choosing.variables === choice;
  return (
    <Notice
      kind="warning"
      title={m.invoices_orphans_title({ count: orphans.length })}
      action={
        context.of === 'deal' ? (
          <>
            <Button
              busy={busy('link')}
              disabled={choosing.isPending}
              onClick={() => choosing.mutate('link')}
            >
              {m.invoices_orphans_link()}
            </Button>
            <Button
              variant="quiet"
              busy={busy('decline')}
              disabled={choosing.isPending}
              onClick={() => choosing.mutate('decline')}
            >
              {m.invoices_orphans_decline()}
            </Button>
          </>
        ) : (
          <Button onClick={() => openModal({ show: 'all', context })}>
            {m.invoice_list_view_all()}
          </Button>
        )
      }
    >
      {names}. {context.of === 'deal' ? m.invoices_orphans_text() : m.invoices_orphans_text_here()}
      {failed ? ` ${messagesFor(failed.code, failed.details).title}` : null}
    </Notice>
  );
}
