/** Fields of an invoice that determine its status; booleans as the database stores them. */
export type BareInvoice = {
  total: string;
  balance: string;
  credited: string;
  dueDate: string | null;
  memo: string;
  linesAreZero: number | boolean;
  deleted: number | boolean;
  emailStatus: string | null;
  deliveredAt: string | null;
  eInvoiceStatus: string | null;
  lastOperation: string | null;
};

const allActions = ['send', 'edit', 'void', 'delete'];

const possible = {
  open: allActions,
  overdue: allActions,
  partially_paid: allActions,
  paid: allActions,
  voided: ['delete'],
  deleted: [],
};

export type BareStatus = { status: keyof typeof possible; overdue: boolean };

/** Status by amounts as the panel shows it on `today`, computed in floats. */
export const bareStatus = (invoice: BareInvoice, today: string): BareStatus => {
  const total = Number(invoice.total);
  const balance = Number(invoice.balance);
  const late = balance > 0 && invoice.dueDate !== null && invoice.dueDate < today;
  const status = (): BareStatus['status'] => {
    if (invoice.deleted) return 'deleted';
    if (balance > 0 && balance < total) return 'partially_paid';
    if (balance > 0) return late ? 'overdue' : 'open';
    if (total > 0) return 'paid';
    return /^\s*voided/i.test(invoice.memo) && invoice.linesAreZero ? 'voided' : 'open';
  };
  return { status: status(), overdue: late && !invoice.deleted };
};

/**
 * Possible actions, and the state of the last one if the panel shows it. `lastOperation` is like
 * `11790000000000 void_invoice sending`.
 */
export const bareActions = (
  { deleted, lastOperation }: BareInvoice,
  status: BareStatus['status'],
) => {
  const [, kind = '', state = ''] = lastOperation?.split(' ') ?? [];
  const action = kind.replace('_invoice', '');
  const checking = state === 'sending' || state === 'unconfirmed' ? action : null;
  return {
    can: checking === null ? possible[status] : [],
    checking,
    notDone: state === 'not_done' && !deleted ? action : null,
    notKnown: state === 'unknown' && !deleted ? action : null,
    unreadable: null,
  };
};

/** Delivery as the panel shows it, for the spellings that the emulator has. */
export const bareDelivery = ({ emailStatus, deliveredAt, eInvoiceStatus }: BareInvoice) => {
  if (eInvoiceStatus?.endsWith('Viewed')) return 'viewed';
  if (emailStatus === 'NeedToSend') return 'queued';
  return emailStatus === 'EmailSent' || deliveredAt !== null ? 'sent' : 'not_sent';
};
