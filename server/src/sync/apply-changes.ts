import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { mirrorPage, mirrorRead } from '../invoices/mirror/mirror.ts';
import { forgetPayments, mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { isExplained, paymentsBeyond } from '../invoices/mirror/refresh-invoices.ts';
import type { ReadHow } from '../invoices/mirror/store-invoices.ts';
import { recordFault } from '../quickbooks/calls/read-errors.ts';
import type { ReadInvoices, Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../quickbooks/models.ts';
import { mirroredAmong } from './feed-store.ts';

/** A connected company and its realm. */
export type ConnectedCompany = { companyId: number; realmId: string; connectionId: string };

/** Ids of objects that changed or were deleted in QuickBooks. */
export type Changes = {
  invoiceIds: string[];
  paymentIds: string[];
  creditMemoIds: string[];
  customerIds: string[];
  itemIds: string[];
  deleted: { entity: string; id: string }[];
};

/** Changes of which some objects were read, `readAt` at the earliest. */
export type ReadChanges = Pick<Changes, 'invoiceIds' | 'paymentIds' | 'deleted'> &
  ReadInvoices & {
    payments: QuickbooksPayment[];
    /** Invoices to read if they are mirrored, because what pays them changed. */
    paidInvoiceIds: string[];
    readAt: number;
  };

export const noChanges: Omit<ReadChanges, 'readAt'> = {
  invoices: [],
  unreadable: [],
  payments: [],
  invoiceIds: [],
  paymentIds: [],
  paidInvoiceIds: [],
  deleted: [],
};

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>;

/**
 * Reads changed objects by id and mirrors them, with the invoices that a changed payment pays or has
 * paid. Throws the read errors; then nothing is lost when it is called again with the same changes.
 */
export const applyChanges = (
  tools: Tools,
  company: ConnectedCompany,
  { invoiceIds, paymentIds, deleted }: Changes,
  how: ReadHow,
): Promise<void> => {
  const readAt = tools.clock.now();
  return applyRead(tools, company, { ...noChanges, invoiceIds, paymentIds, deleted, readAt }, how);
};

/** Like `applyChanges`, for changes that were partly read already. */
export const applyRead = async (
  tools: Tools,
  company: ConnectedCompany,
  changes: ReadChanges,
  how: ReadHow,
): Promise<void> => {
  const { db, quickbooks } = tools;
  if (isEmpty(changes)) return;
  const { companyId, realmId, connectionId } = company;
  const realm: Realm = { connectionId, realmId };
  const realmKey = { companyId, realmId };
  const { readAt } = changes;

  const payments = await withMissing(tools, realm, changes);
  const deletedPaymentIds = idsOf(changes.deleted, 'Payment');
  const changedPaymentIds = [...payments.map(({ id }) => id), ...deletedPaymentIds];
  const paymentsBefore = await mirroredPayments(db, realmKey, changedPaymentIds);
  const paidIds = [
    ...changes.paidInvoiceIds,
    ...[...paymentsBefore, ...payments].flatMap(({ applied }) =>
      applied.map(({ invoiceId }) => invoiceId),
    ),
  ];
  const deletedIds = idsOf(changes.deleted, 'Invoice');
  const receivedIds = new Set(changes.invoices.map(({ id }) => id));
  const mirrored = await mirroredAmong(db, realmKey, [
    ...new Set([...receivedIds, ...paidIds, ...deletedIds]),
  ]);
  // Not needed: an invoice outside the mirror that was paid or deleted.
  const inMirror = [...paidIds, ...deletedIds].filter(
    (invoiceId) => mirrored.get(invoiceId) === false,
  );
  const wantedIds = new Set([...changes.invoiceIds, ...inMirror]);
  const rereadAt = tools.clock.now();
  const reread = await readById(
    tools,
    realm,
    [...wantedIds].filter(
      (invoiceId) => deletedIds.includes(invoiceId) || !receivedIds.has(invoiceId),
    ),
    new Set(deletedIds),
  );

  const isKnown = ({ id }: QuickbooksInvoice) => mirrored.has(id) || wantedIds.has(id);
  const received = changes.invoices.filter(({ id }) => !reread.ids.has(id));
  const known = [...reread.invoices, ...received.filter(isKnown)];
  const completed = await paymentsBeyond(
    db,
    realmKey,
    { found: known, read: payments },
    (paymentIds) => quickbooks.paymentsById(realm, paymentIds),
  );
  const others = received.filter((invoice) => !isKnown(invoice));
  const ofOthers = await mirroredPayments(
    db,
    realmKey,
    others.flatMap(({ paymentIds }) => paymentIds),
  );
  const all = [...completed.read, ...completed.known, ...ofOthers];
  const [explained, unexplained] = divide(others, (invoice) => isExplained(invoice, all));

  // Payments are stored last: until then the mirror knows which invoices they paid before.
  await mirrorRead(db, realmKey, {
    requestedInvoiceIds: reread.missingIds,
    found: reread.invoices,
    unreadable: reread.unreadable,
    payments: { read: [], known: all },
    readAt: rereadAt,
    how,
  });
  await mirrorPage(db, realmKey, unexplained, { readAt, how });
  const kept = new Set([...mirrored.keys(), ...wantedIds, ...receivedIds]);
  const before = new Set(paymentsBefore.map(({ id }) => id));
  const toStore = completed.read.filter(
    ({ id, applied }) => before.has(id) || applied.some(({ invoiceId }) => kept.has(invoiceId)),
  );
  const stored = new Set(toStore.map(({ id }) => id));
  await mirrorRead(db, realmKey, {
    requestedInvoiceIds: [],
    found: [...received.filter(isKnown), ...explained],
    unreadable: changes.unreadable,
    payments: { read: toStore, known: all.filter(({ id }) => !stored.has(id)) },
    readAt,
    how,
  });
  if (deletedPaymentIds.length > 0)
    await transact(db, (tx) => forgetPayments(tx, realmKey, deletedPaymentIds));
};

const isEmpty = ({ readAt: _, ...lists }: ReadChanges): boolean =>
  Object.values(lists).every(({ length }) => length === 0);

const idsOf = (deleted: ReadChanges['deleted'], wanted: string): string[] =>
  deleted.filter(({ entity }) => entity === wanted).map(({ id }) => id);

const divide = <T>(items: T[], isFirst: (item: T) => boolean): [T[], T[]] => [
  items.filter(isFirst),
  items.filter((item) => !isFirst(item)),
];

/** The payments that were read, and those of which only the id is known. */
const withMissing = async (
  { quickbooks }: Tools,
  realm: Realm,
  { payments, paymentIds }: ReadChanges,
): Promise<QuickbooksPayment[]> => {
  const readIds = new Set(payments.map(({ id }) => id));
  const missing = [...new Set(paymentIds)].filter((paymentId) => !readIds.has(paymentId));
  if (missing.length === 0) return payments;
  return [...payments, ...(await quickbooks.paymentsById(realm, missing))];
};

type Reread = ReadInvoices & { ids: Set<string>; missingIds: string[] };

/** Up to this many invoices are read one by one, because queries may lag behind. */
const mostSingle = 10;

/** Concurrent reads, no more than background work may have in one realm. */
const readsAtOnce = 4;

/**
 * Reads invoices by id. One that a query does not return, or that was reported deleted, is missing
 * only when reading it alone confirms that.
 */
const readById = async (
  { quickbooks }: Tools,
  realm: Realm,
  invoiceIds: string[],
  reportedDeleted: Set<string>,
): Promise<Reread> => {
  const [confirm, others] = divide(invoiceIds, (invoiceId) => reportedDeleted.has(invoiceId));
  const queried: ReadInvoices =
    others.length > mostSingle
      ? await quickbooks.invoicesById(realm, others)
      : { invoices: [], unreadable: [] };
  const answeredIds = new Set([
    ...queried.invoices.map(({ id }) => id),
    ...queried.unreadable.map(({ invoiceId }) => invoiceId),
  ]);
  const single = [...confirm, ...others.filter((invoiceId) => !answeredIds.has(invoiceId))];
  const reads: ReadInvoices[] = [queried];
  for (let from = 0; from < single.length; from += readsAtOnce) {
    const some = single.slice(from, from + readsAtOnce);
    reads.push(
      ...(await Promise.all(some.map((invoiceId) => readOne(quickbooks, realm, invoiceId)))),
    );
  }
  const invoices = reads.flatMap((read) => read.invoices);
  const unreadable = reads.flatMap((read) => read.unreadable);
  const present = new Set([
    ...invoices.map(({ id }) => id),
    ...unreadable.map(({ invoiceId }) => invoiceId),
  ]);
  const missingIds = single.filter((invoiceId) => !present.has(invoiceId));
  return { invoices, unreadable, missingIds, ids: new Set(invoiceIds) };
};

const readOne = async (
  quickbooks: Tools['quickbooks'],
  realm: Realm,
  invoiceId: string,
): Promise<ReadInvoices> => {
  try {
    const invoice = await quickbooks.invoiceNow(realm, invoiceId);
    return { invoices: invoice ? [invoice] : [], unreadable: [] };
  } catch (error) {
    if (recordFault(error) === null) throw error;
    // Also finds out whether QuickBooks answers at all.
    return quickbooks.invoicesById(realm, [invoiceId]);
  }
};
