import { iso } from '../clock.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { invoiceStatus, type MoneyStatus } from '../shared/status/invoice-status.ts';
import type { InvoiceAction, InvoiceRow } from './contract.ts';
import type { StoredRow } from './mirror/invoice-row-queries.ts';
import { possibleActions } from './possible-actions.ts';

/** What rows of one connection have in common. */
export type RowContext = {
  /** The company's own date. */
  today: string;
  /** Where QuickBooks' pages live. */
  webUrl: string;
  realmId: string;
  /** False while QuickBooks does not accept us: then nothing can be done. */
  active: boolean;
};

const openStates = ['sending', 'unconfirmed'];

/** The last action, where its operation is in one of these states. */
const lastAction = ({ lastOperation }: StoredRow, states: string[]): InvoiceAction | null => {
  if (lastOperation === null) return null;
  const [, kind = '', state = ''] = lastOperation.split(' ');
  return states.includes(state) ? (kind.replace('_invoice', '') as InvoiceAction) : null;
};

/** The last action that ended like this; where it could not be done any more there is nothing to tell. */
const endedAs = (
  state: 'not_done' | 'unknown',
  row: StoredRow,
  status: MoneyStatus,
): InvoiceAction | null => {
  const kind = lastAction(row, [state]);
  return kind && possibleActions(status).includes(kind) ? kind : null;
};

/** A row as the panel shows it. */
export const invoiceRow = (
  row: StoredRow,
  { today, webUrl, realmId, active }: RowContext,
): InvoiceRow => {
  const status = invoiceStatus(
    {
      total: row.total,
      balance: row.balance,
      dueDate: row.dueDate,
      memo: row.memo,
      lineAmountsAllZero: row.linesAreZero,
      voidedBefore: row.voided,
      deleted: row.deleted,
      emailStatus: row.emailStatus,
      deliveredAt: row.deliveredAt,
      deliveryError: row.deliveryError,
      eInvoiceStatus: row.eInvoiceStatus,
    },
    today,
  );
  const checking = lastAction(row, openStates);
  return {
    id: row.invoiceId,
    number: row.number,
    customerId: row.customerId,
    customerName: row.customerName,
    currency: row.currency,
    total: row.total,
    tax: row.tax,
    balance: row.balance,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    paidOn: row.paidOn,
    status: status.money,
    overdue: status.overdue,
    delivery: status.delivery,
    readAt: iso(row.readAt),
    can: active && checking === null ? [...possibleActions(status.money)] : [],
    checking,
    notDone: endedAs('not_done', row, status.money),
    notKnown: endedAs('unknown', row, status.money),
    unreadable: row.unreadable && { code: row.unreadable.code },
    deals: row.deals,
    linkedTo: row.linkedTo,
    openUrl: invoiceLink({ webUrl, realmId }, row.invoiceId),
  };
};
