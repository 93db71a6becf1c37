import { and, inArray } from 'drizzle-orm';
import type { Reader, Tx } from '../../db/database.ts';
import { readRows } from '../../db/prepared.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { announceChange } from '../../live/changes.ts';
import { dealInvoices, invoices } from '../tables.ts';

/**
 * Tells the panels of these invoices' deals, and the lists of their customers, that the invoices or
 * their links changed. A list that is being read shows its rows itself, so `how` list announces only
 * invoices with deals.
 */
export const announceInvoices = async (
  tx: Tx,
  { companyId, realmId }: RealmKey,
  invoiceIds: string[],
  how?: (typeof invoices.$inferSelect)['readHow'],
): Promise<void> => {
  if (invoiceIds.length === 0) return;
  const realmKey = { companyId, realmId };
  const rows = await tx
    .selectDistinct({ dealId: dealInvoices.dealId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.invoiceId, invoiceIds)));
  if (rows.length === 0 && how === 'list') return;
  const customers = await tx
    .selectDistinct({ customerId: invoices.customerId })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  announceChange(tx, {
    ...realmKey,
    dealIds: rows.map(({ dealId }) => dealId),
    customerIds: customers.map(({ customerId }) => customerId),
  });
};

/** Columns that panels and lists show, or that change with something an invoice's page shows. */
const shownColumns = {
  invoiceId: invoices.invoiceId,
  number: invoices.number,
  customerId: invoices.customerId,
  customerName: invoices.customerName,
  currency: invoices.currency,
  total: invoices.total,
  tax: invoices.tax,
  balance: invoices.balance,
  issueDate: invoices.issueDate,
  dueDate: invoices.dueDate,
  memo: invoices.memo,
  emailStatus: invoices.emailStatus,
  deliveredAt: invoices.deliveredAt,
  deliveryError: invoices.deliveryError,
  eInvoiceStatus: invoices.eInvoiceStatus,
  paidOn: invoices.paidOn,
  deleted: invoices.deleted,
  changedAt: invoices.changedAt,
  credited: invoices.credited,
  voided: invoices.voided,
  unreadable: invoices.unreadable,
};

const readShown = readRows(shownColumns);

export type ShownRow = Awaited<ReturnType<typeof readShown>>[number];

/** Returns what is shown of these mirrored invoices, by id. */
export const shownRows = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<Map<string, ShownRow>> => {
  if (invoiceIds.length === 0) return new Map();
  const rows = await readShown(
    db,
    db
      .select(shownColumns)
      .from(invoices)
      .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds))),
  );
  return new Map(rows.map((row) => [row.invoiceId, row]));
};

/** Columns that an upsert computes, or keeps under conditions; compared by its caller. */
const computed: ReadonlySet<string> = new Set(['credited', 'voided', 'unreadable']);

const compared = (Object.keys(shownColumns) as (keyof ShownRow)[]).filter(
  (name) => !computed.has(name),
);

/** Whether a stored row, if any, shows something else than its replacement. */
export const isShownDifferently = (
  before: ShownRow | undefined,
  after: Omit<ShownRow, 'credited' | 'voided' | 'unreadable'>,
): boolean =>
  before === undefined ||
  before.unreadable !== null ||
  compared.some((name) => before[name] !== after[name as keyof typeof after]);
