import { iso } from '../clock.ts';
import { invoiceLink } from '../quickbooks/web-links.ts';
import { invoiceStatus } from '../shared/invoice-status.ts';
import type { InvoiceRow } from './contract.ts';
import type { StoredRow } from './store.ts';

/**
 * A row as the panel shows it. `today` is the company's own date; `webUrl` is where QuickBooks' pages
 * live.
 */
export const invoiceRow = (
  row: StoredRow,
  { today, webUrl, realmId }: { today: string; webUrl: string; realmId: string },
): InvoiceRow => {
  const status = invoiceStatus(
    {
      total: row.total,
      balance: row.balance,
      dueDate: row.dueDate,
      memo: row.memo,
      lineAmountsAllZero: row.linesAreZero,
      deleted: row.deleted,
      emailStatus: row.emailStatus,
      deliveredAt: row.deliveredAt,
      eInvoiceStatus: row.eInvoiceStatus,
    },
    today,
  );
  return {
    id: row.invoiceId,
    number: row.number,
    customerId: row.customerId,
    customerName: row.customerName,
    currency: row.currency,
    total: row.total,
    balance: row.balance,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    status: status.money,
    overdue: status.overdue,
    delivery: status.delivery,
    readAt: iso(row.readAt),
    openUrl: invoiceLink({ webUrl, realmId }, row.invoiceId),
  };
};
