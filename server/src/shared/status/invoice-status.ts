import type { PlainDate } from '../dates/due-date.ts';
import { Big, type Decimal } from '../money/money.ts';

/** Payment status, with the values of Pipedrive's own integration. */
export const moneyStatuses = [
  'open',
  'partially_paid',
  'overdue',
  'paid',
  'voided',
  'deleted',
] as const;
export type MoneyStatus = (typeof moneyStatuses)[number];

/** Delivery status, independent of payment. */
export const deliveryStatuses = ['not_sent', 'queued', 'bounced', 'sent', 'viewed'] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** QuickBooks fields that determine the status; an invoice has no status field. */
export type InvoiceFacts = {
  total: Decimal;
  balance: Decimal;
  dueDate: PlainDate | null;
  /** PrivateNote; QuickBooks prepends `Voided` on a void. */
  memo: string | null;
  lineAmountsAllZero: boolean;
  /** Voided at an earlier read; the note may have been edited since or be in another language. */
  voidedBefore?: boolean;
  /** Deleted in QuickBooks. */
  deleted: boolean;
  emailStatus: string | null;
  /** DeliveryInfo.DeliveryTime, ISO instant. */
  deliveredAt: string | null;
  /** DeliveryInfo.DeliveryErrorType: why the last e-mail did not arrive. */
  deliveryError?: string | null;
  /** Present on some invoices only. */
  eInvoiceStatus: string | null;
};

export type InvoiceStatus = { money: MoneyStatus; overdue: boolean; delivery: DeliveryStatus };

/**
 * Compares `EmailSent`, `EMAIL_SENT` and `emailSent` as equal: QuickBooks uses several spellings.
 */
const same = (value: string | null): string => (value ?? '').replace(/[_ ]/g, '').toLowerCase();

const moneyStatus = (
  facts: InvoiceFacts,
  { total, balance, owed, late }: { total: Big; balance: Big; owed: boolean; late: boolean },
): MoneyStatus => {
  if (facts.deleted) return 'deleted';
  if (owed && balance.lt(total)) return 'partially_paid';
  if (owed) return late ? 'overdue' : 'open';
  if (total.gt(0)) return 'paid';
  if (!total.eq(0) || !balance.eq(0)) return 'open';
  // A free or fully discounted invoice is paid and users can type `Voided`: lines must be zero too.
  const noted = facts.voidedBefore === true || /^\s*voided/i.test(facts.memo ?? '');
  return noted && facts.lineAmountsAllZero ? 'voided' : 'paid';
};

const deliveryStatus = (facts: InvoiceFacts): DeliveryStatus => {
  const electronic = same(facts.eInvoiceStatus);
  const email = same(facts.emailStatus);
  const failed = electronic === 'deliveryerror' || !!facts.deliveryError;
  if (email === 'needtosend' && failed) return 'queued';
  if (failed) return 'bounced';
  if (electronic.endsWith('viewed')) return 'viewed';
  if (email === 'needtosend') return 'queued';
  const sent = email === 'emailsent' || electronic === 'sent' || facts.deliveredAt !== null;
  return sent ? 'sent' : 'not_sent';
};

/**
 * Returns the status on `today`, a date in the company's time zone. An invoice is overdue from the
 * day after its due date. A partly paid one stays `partially_paid` with `overdue` set.
 */
export const invoiceStatus = (facts: InvoiceFacts, today: PlainDate): InvoiceStatus => {
  const total = new Big(facts.total);
  const balance = new Big(facts.balance);
  const owed = balance.gt(0);
  const late = owed && facts.dueDate !== null && facts.dueDate < today;
  return {
    money: moneyStatus(facts, { total, balance, owed, late }),
    overdue: late && !facts.deleted,
    delivery: deliveryStatus(facts),
  };
};
