import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { useKey } from '../../lib/use-key.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';
import type { AddDeal } from './add-deal.ts';

type Connection = Answer<'invoices', 'list'>['connection'];

type PanelActionProps = { context: PanelContext; connection: Connection };

type NewInvoiceProps = PanelActionProps & {
  /** Set for an organization or person without deals. */
  addDeal: AddDeal | null;
};

/** Why an action that needs QuickBooks is not possible. */
export const connectionReasons: Record<Connection, (() => string) | null> = {
  active: null,
  broken: m.errors_connection_broken_title,
  ended: m.errors_not_connected_title,
};

/**
 * Creates an invoice; for an organization or person it first asks for the deal, or adds one when
 * there is none.
 */
export function NewInvoiceButton({ context, connection, addDeal }: NewInvoiceProps) {
  const create = () => {
    if (addDeal) return addDeal((dealId) => ({ show: 'form', dealId }));
    return openModal(
      context.of === 'deal' ? { show: 'form', dealId: context.id } : { show: 'new', context },
    );
  };
  const isPossible = connection === 'active';
  useKey('n', isPossible ? () => void create() : undefined);
  return (
    <Button
      variant="primary"
      aria-label={addDeal ? undefined : m.invoices_new_label()}
      aria-keyshortcuts="n"
      disabled={!isPossible}
      title={connectionReasons[connection]?.() ?? (addDeal ? undefined : m.invoices_new_key())}
      onClick={() => void create()}
    >
      <PlusIcon />
      {addDeal ? m.invoices_new_with_deal() : m.invoices_new()}
    </Button>
  );
}

/** Buttons to invoices in QuickBooks that are not linked yet. */
export function ListButtons({ context, connection }: PanelActionProps) {
  const isEnded = connection === 'ended';
  return (
    <>
      <Button
        disabled={isEnded}
        title={isEnded ? connectionReasons[connection]?.() : undefined}
        onClick={() => openModal({ show: 'add', context })}
      >
        {m.invoice_list_add_existing()}
      </Button>
      <Button onClick={() => openModal({ show: 'all', context })}>
        {m.invoice_list_view_all()}
      </Button>
    </>
  );
}
