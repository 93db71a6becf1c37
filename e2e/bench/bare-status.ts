/** What of an invoice decides its status; booleans as SQLite has them. */
export type BareInvoice = {
  total: string;
  balance: string;
  dueDate: string | null;
  memo: string;
  linesAreZero: number;
  deleted: number;
  emailStatus: string | null;
  deliveredAt: string | null;
  eInvoiceStatus: string | null;
};

/** Money status as the panel shows it on `today`, counted in floats. */
export const bareStatus = (invoice: BareInvoice, today: string) => {
  const total = Number(invoice.total);
  const balance = Number(invoice.balance);
  const late = balance > 0 && invoice.dueDate !== null && invoice.dueDate < today;
  const status = () => {
    if (invoice.deleted) return 'deleted';
    if (balance > 0 && balance < total) return 'partially_paid';
    if (balance > 0) return late ? 'overdue' : 'open';
    if (total > 0) return 'paid';
    return /^\s*voided/i.test(invoice.memo) && invoice.linesAreZero ? 'voided' : 'open';
  };
  return { status: status(), overdue: late && !invoice.deleted };
};

/** Delivery as the panel shows it, for the spellings that the stand-in has. */
export const bareDelivery = ({ emailStatus, deliveredAt, eInvoiceStatus }: BareInvoice) => {
  if (eInvoiceStatus?.endsWith('Viewed')) return 'viewed';
  if (emailStatus === 'NeedToSend') return 'queued';
  return emailStatus === 'EmailSent' || deliveredAt !== null ? 'sent' : 'not_sent';
};
