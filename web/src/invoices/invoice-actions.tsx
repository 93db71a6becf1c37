import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import type { ReactNode } from 'react';
import { showSnackbar } from '../host/dialogs.ts';
import type { ModalView } from '../host/modal-view.ts';
import type { InvoiceContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import {
  CrossIcon,
  DownloadIcon,
  ExternalIcon,
  PaperclipIcon,
  PaperPlaneIcon,
  PencilIcon,
  StruckIcon,
  TrashIcon,
} from '../ui/controls/icons.tsx';
import type { MenuEntry } from '../ui/controls/menu-entry.ts';
import { pendingActionText } from './action-labels.ts';
import type { VoidOrDelete } from './pending-actions.ts';

type InvoiceAction = {
  key: string;
  label: () => string;
  icon: ReactNode;
  shows: (invoice: InvoiceRow) => boolean;
  /** Red, for irreversible actions. */
  danger?: boolean;
  /** Needs a deal as context. */
  onDeal?: boolean;
} & (
  | { href: (invoice: InvoiceRow) => string }
  | { run: (invoice: InvoiceRow, context: InvoiceContext, gone: () => void) => Promise<void> }
  | { show: 'send' | 'edit' }
);

const exists = ({ status }: InvoiceRow): boolean => status !== 'deleted';

/** All actions of an invoice. A new action is one more entry. */
const invoiceActions: InvoiceAction[] = [
  {
    key: 'unlink',
    label: m.invoices_unlink,
    icon: <CrossIcon />,
    shows: ({ linkedDealId }) => linkedDealId !== null,
    run: async (...args) => (await import('./unlink-invoice.ts')).unlinkInvoice(...args),
  },
  {
    key: 'download',
    label: m.invoices_download,
    icon: <DownloadIcon />,
    shows: exists,
    run: async (invoice, context) =>
      (await import('./download-pdf.ts')).downloadPdf(invoice, context),
  },
  {
    key: 'attach',
    label: m.invoices_attach,
    icon: <PaperclipIcon />,
    // Not while another action is pending.
    shows: (invoice) => exists(invoice) && invoice.can.length > 0,
    onDeal: true,
    run: async (invoice, context) => (await import('./attach-pdf.ts')).attachPdf(invoice, context),
  },
  {
    key: 'open',
    label: m.invoices_open_in_quickbooks,
    icon: <ExternalIcon />,
    shows: exists,
    href: (invoice) => invoice.openUrl,
  },
  {
    key: 'send',
    label: m.invoices_send,
    icon: <PaperPlaneIcon />,
    shows: ({ can }) => can.includes('send'),
    show: 'send',
  },
  {
    key: 'edit',
    label: m.invoices_edit,
    icon: <PencilIcon />,
    shows: ({ can }) => can.includes('edit'),
    show: 'edit',
  },
  {
    key: 'void',
    label: m.invoices_void,
    icon: <StruckIcon />,
    shows: ({ can }) => can.includes('void'),
    run: async (invoice, context) =>
      (await import('./void-and-delete.ts')).voidInvoice(invoice, context),
    danger: true,
  },
  {
    key: 'delete',
    label: m.invoices_delete,
    icon: <TrashIcon />,
    shows: ({ can }) => can.includes('delete'),
    run: async (invoice, context) =>
      (await import('./void-and-delete.ts')).deleteInvoice(invoice, context),
    danger: true,
  },
];

/**
 * Actions report their own failures; the only other failure is that their code cannot be loaded.
 */
const tellOffline = (): Promise<void> => showSnackbar(m.errors_offline_title());

/** Effect of a menu entry when it is selected. */
const effectOf = (
  action: InvoiceAction,
  invoice: InvoiceRow,
  context: InvoiceContext,
  show: (view: ModalView) => void,
  gone: () => void,
): Pick<MenuEntry, 'href' | 'run'> => {
  if ('href' in action) return { href: action.href(invoice) };
  if ('run' in action) return { run: () => action.run(invoice, context, gone).catch(tellOffline) };
  return { run: () => show({ show: action.show, context, invoiceId: invoice.id }) };
};

type Shown = {
  /** Keys of actions whose buttons are beside the menu. */
  without?: string[];
  /** The pending action: it is shown, and no other action can start. */
  pendingAction: VoidOrDelete | null;
  /** Runs when the invoice can no longer be reached from its context. */
  gone?: () => void;
};

/**
 * The menu entries of one invoice: the actions possible now. `show` opens another screen of ours.
 */
export const actionsOf = (
  invoice: InvoiceRow,
  context: InvoiceContext,
  show: (view: ModalView) => void,
  { without = [], pendingAction, gone = () => {} }: Shown,
): MenuEntry[] => {
  const free = pendingAction ? { ...invoice, can: [] } : invoice;
  return invoiceActions
    .filter((action) => action.key === pendingAction || action.shows(free))
    .filter(({ key }) => !without.includes(key))
    .filter(({ onDeal }) => !onDeal || context.of === 'deal')
    .map((action) => ({
      key: action.key,
      icon: action.icon,
      ...(pendingAction === action.key
        ? { label: pendingActionText[pendingAction](), disabled: true }
        : {
            label: action.label(),
            danger: action.danger ?? false,
            ...effectOf(action, invoice, context, show, gone),
          }),
    }));
};
