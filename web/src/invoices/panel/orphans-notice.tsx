import { useMutation } from '@tanstack/react-query';
import { openModal } from '../../host/dialogs.ts';
import type { PanelPlace } from '../../host/read-place.ts';
import { type Answer, api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { wordsFor } from '../../lib/error-words.ts';
import { listed, money } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { m } from '../../words/compiled/messages.js';
import { rereadInvoices } from '../queries.ts';

type Orphans = Answer<'invoices', 'list'>['orphans'];

const mostNamed = 5;

const nameOf = ({ number, total, currency }: Orphans[number]): string =>
  m.invoices_orphan_named({
    number: number || m.invoices_without_number(),
    total: money(total, currency),
  });

/** Offers invoices of deals that no longer exist, as after a merge, to the deal that is open. */
export function OrphansNotice({ place, orphans }: { place: PanelPlace; orphans: Orphans }) {
  const deal = { dealId: place.id, invoiceIds: orphans.map(({ id }) => id) };
  const choosing = useMutation({
    mutationFn: async (choice: 'link' | 'decline') => {
      if (choice === 'link') await api.links.link(deal);
      else await api.invoices.decline(deal);
      await rereadInvoices();
    },
  });
  if (orphans.length === 0) return null;
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
        place.of === 'deal' ? (
          <>
            <Button
              busy={busy('link')}
              disabled={choosing.isPending}
              onClick={() => choosing.mutate('link')}
            >
              {m.invoices_orphans_link()}
            </Button>
            <Button
              look="quiet"
              busy={busy('decline')}
              disabled={choosing.isPending}
              onClick={() => choosing.mutate('decline')}
            >
              {m.invoices_orphans_decline()}
            </Button>
          </>
        ) : (
          <Button onClick={() => openModal({ show: 'all', place })}>{m.links_view_all()}</Button>
        )
      }
    >
      {names}. {place.of === 'deal' ? m.invoices_orphans_text() : m.invoices_orphans_text_here()}
      {failed ? ` ${wordsFor(failed.code, failed.details).title}` : null}
    </Notice>
  );
}
