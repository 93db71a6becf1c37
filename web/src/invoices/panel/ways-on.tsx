import { openModal } from '../../host/dialogs.ts';
import type { PanelPlace } from '../../host/read-place.ts';
import { Button } from '../../ui/button.tsx';
import { PlusIcon } from '../../ui/icons.tsx';
import { m } from '../../words/compiled/messages.js';

/**
 * The one thing to do: beside an organization or a person it asks for which of their deals. `broken`: not
 * before QuickBooks is connected again.
 */
export function NewInvoiceButton({ place, broken }: { place: PanelPlace; broken: boolean }) {
  return (
    <Button
      look="primary"
      aria-label={m.invoices_new_label()}
      disabled={broken}
      title={broken ? m.errors_connection_broken_title() : undefined}
      onClick={() =>
        openModal(place.of === 'deal' ? { show: 'form', dealId: place.id } : { show: 'new', place })
      }
    >
      <PlusIcon />
      {m.invoices_new()}
    </Button>
  );
}

/** To the invoices that are in QuickBooks and not here yet. */
export function ListButtons({ place }: { place: PanelPlace }) {
  return (
    <>
      <Button onClick={() => openModal({ show: 'add', place })}>{m.links_add_existing()}</Button>
      <Button onClick={() => openModal({ show: 'all', place })}>{m.links_view_all()}</Button>
    </>
  );
}
