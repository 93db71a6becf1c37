import { iso } from '../clock.ts';
import type { ReadableConnection } from '../connection/invoice-access.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { invoiceStatus, type MoneyStatus } from '../shared/status/invoice-status.ts';
import type { InvoiceAction, InvoiceRow } from './contract.ts';
import type { StoredRow } from './mirror/invoice-row-queries.ts';
import { possibleActions } from './possible-actions.ts';

/** Values that all rows of one connection share. */
export type RowContext = {
  /** Today in the company's time zone. */
  today: string;
  /** Base URL of QuickBooks' web pages. */
  webUrl: string;
  realmId: string;
  /** No action is possible unless it is active; links can also change while it is broken. */
  connection: ReadableConnection['state'];
};

const openStates = ['sending', 'unconfirmed'];

/** The last action, when its operation is in one of these states. */
const lastAction = ({ lastOperation }: StoredRow, states: string[]): InvoiceAction | null => {
  if (lastOperation === null) return null;
  const [, kind = '', state = ''] = lastOperation.split(' ');
  return states.includes(state) ? (kind.replace('_invoice', '') as InvoiceAction) : null;
};

/** The last action, when its operation ended in `state` and the action is still possible. */
const endedAs = (
  state: 'not_done' | 'unknown',
  row: StoredRow,
  status: MoneyStatus,
): InvoiceAction | null => {
  const kind = lastAction(row, [state]);
  return kind && possibleActions(status).includes(kind) ? kind : null;
};

/** Builds the row that panel and lists show. */
export const invoiceRow = (
  row: StoredRow,
  { today, webUrl, realmId, connection }: RowContext,
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
    readHow: row.readHow,
    can: connection === 'active' && checking === null ? [...possibleActions(status.money)] : [],
    checking,
    notDone: endedAs('not_done', row, status.money),
    notKnown: endedAs('unknown', row, status.money),
    unreadable: row.unreadable && { code: row.unreadable.code },
    deals: row.deals,
    linkedDealId: connection === 'ended' ? null : row.linkedDealId,
    openUrl: invoiceLink({ webUrl, realmId }, row.invoiceId),
  };
};
