import type { ReactNode } from 'react';
import { showSnackbar } from '../host/dialogs.ts';
import type { ModalView } from '../host/modal-view.ts';
import type { InvoicePlace } from '../host/read-place.ts';
import type { Answer } from '../lib/api.ts';
import { wordsFor } from '../lib/error-words.ts';
import {
  CrossIcon,
  DownloadIcon,
  ExternalIcon,
  PaperPlaneIcon,
  PencilIcon,
  StruckIcon,
  TrashIcon,
} from '../ui/icons.tsx';
import type { MenuEntry } from '../ui/menu.tsx';
import { m } from '../words/compiled/messages.js';
import { takingBackWords } from './action-words.ts';
import type { TakingBack } from './under-way.ts';

export type InvoiceRow = Answer<'invoices', 'list'>['invoices'][number];

type InvoiceAction = {
  key: string;
  label: () => string;
  icon: ReactNode;
  shows: (invoice: InvoiceRow) => boolean;
  /** Red, for what cannot be undone. */
  danger?: boolean;
} & (
  | { href: (invoice: InvoiceRow) => string }
  | { run: (invoice: InvoiceRow, place: InvoicePlace, gone: () => void) => Promise<void> }
  | { show: 'send' | 'edit' }
);

const exists = ({ status }: InvoiceRow): boolean => status !== 'deleted';

/** What can be done with an invoice. A new action is one more entry. */
const invoiceActions: InvoiceAction[] = [
  {
    key: 'unlink',
    label: m.invoices_unlink,
    icon: <CrossIcon />,
    shows: ({ linkedTo }) => linkedTo !== null,
    run: async (...args) => (await import('./unlink-invoice.ts')).unlinkInvoice(...args),
  },
  {
    key: 'download',
    label: m.invoices_download,
    icon: <DownloadIcon />,
    shows: exists,
    run: async (invoice, place) => (await import('./download-pdf.ts')).downloadPdf(invoice, place),
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
    run: async (invoice, place) => (await import('./take-back.ts')).voidInvoice(invoice, place),
    danger: true,
  },
  {
    key: 'delete',
    label: m.invoices_delete,
    icon: <TrashIcon />,
    shows: ({ can }) => can.includes('delete'),
    run: async (invoice, place) => (await import('./take-back.ts')).deleteInvoice(invoice, place),
    danger: true,
  },
];

/** Actions tell their own failures; what is left is that their code could not be fetched. */
const tellOffline = (): Promise<void> => showSnackbar(wordsFor('offline').title);

/** What an entry of the menu does when it is chosen. */
const effectOf = (
  action: InvoiceAction,
  invoice: InvoiceRow,
  place: InvoicePlace,
  show: (view: ModalView) => void,
  gone: () => void,
): Pick<MenuEntry, 'href' | 'run'> => {
  if ('href' in action) return { href: action.href(invoice) };
  if ('run' in action) return { run: () => action.run(invoice, place, gone).catch(tellOffline) };
  return { run: () => show({ show: action.show, place, invoiceId: invoice.id }) };
};

type Shown = {
  /** Those that stand beside the menu. */
  without?: string[];
  /** What is being done to it just now: that is said, and nothing else can be begun. */
  underWay: TakingBack | null;
  /** Runs when it cannot be reached from its place any more. */
  gone?: () => void;
};

/** The menu of one invoice: the actions that can work now. `show` brings a screen of ours up. */
export const actionsOf = (
  invoice: InvoiceRow,
  place: InvoicePlace,
  show: (view: ModalView) => void,
  { without = [], underWay, gone = () => {} }: Shown,
): MenuEntry[] => {
  const free = underWay ? { ...invoice, can: [] } : invoice;
  return invoiceActions
    .filter((action) => action.key === underWay || action.shows(free))
    .filter(({ key }) => !without.includes(key))
    .map((action) => ({
      key: action.key,
      icon: action.icon,
      ...(underWay === action.key
        ? { label: takingBackWords[underWay](), disabled: true }
        : {
            label: action.label(),
            danger: action.danger ?? false,
            ...effectOf(action, invoice, place, show, gone),
          }),
    }));
};
