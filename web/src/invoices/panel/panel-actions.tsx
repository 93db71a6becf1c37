import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';

/**
 * Creates an invoice; for an organization or person it first asks for the deal. `broken`:
 * QuickBooks must be reconnected first.
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

/** Buttons to invoices in QuickBooks that are not linked yet. */
export function ListButtons({ context }: { context: PanelContext }) {
  return (
    <>
      <Button onClick={() => openModal({ show: 'add', context })}>
        {m.invoice_list_add_existing()}
      </Button>
      <Button onClick={() => openModal({ show: 'all', context })}>
        {m.invoice_list_view_all()}
      </Button>
    </>
  );
}
