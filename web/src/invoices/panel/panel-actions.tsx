import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';

/**
 * The one thing to do: beside an organization or a person it asks for which of their deals. `broken`: not
 * before QuickBooks is connected again.
 */
export function NewInvoiceButton({ context, broken }: { context: PanelContext; broken: boolean }) {
  return (
    <Button
      variant="primary"
      aria-label={m.invoices_new_label()}
      disabled={broken}
      title={broken ? m.errors_connection_broken_title() : undefined}
      onClick={() =>
        openModal(
          context.of === 'deal' ? { show: 'form', dealId: context.id } : { show: 'new', context },
        )
      }
    >
      <PlusIcon />
      {m.invoices_new()}
    </Button>
  );
}

/** To the invoices that are in QuickBooks and not here yet. */
export function ListButtons({ context }: { context: PanelContext }) {
  return (
    <>
      <Button onClick={() => openModal({ show: 'add', context })}>{m.links_add_existing()}</Button>
      <Button onClick={() => openModal({ show: 'all', context })}>{m.links_view_all()}</Button>
    </>
  );
}
