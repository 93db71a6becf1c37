import type { Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { mirrorPage, mirrorRead } from '../invoices/mirror/mirror.ts';
import { forgetPayments, mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { isExplained, paymentsBeyond } from '../invoices/mirror/refresh-invoices.ts';
import type { ReadHow } from '../invoices/mirror/store-invoices.ts';
import type {
  ReadInvoices,
  ReadPayments,
  Realm,
  UnreadablePayment,
} from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice, QuickbooksPayment } from '../quickbooks/models.ts';
import { invoicesOfCustomers, mirroredAmong } from './feed-store.ts';
import {
  type FoundById,
  invoiceReads,
  paymentReads,
  readById,
  type Unreadable,
} from './read-by-id.ts';

/** A connected company and its realm. */
export type ConnectedCompany = { companyId: number; realmId: string; connectionId: string };

/** Objects that changed or were deleted in QuickBooks: as read at `readAt`, or only their ids. */
export type Changes = ReadInvoices &
  ReadPayments & {
    /** Invoices to read and mirror. */
    invoiceIds: string[];
    /** Invoices to read if they are mirrored, because what pays them changed. */
    paidInvoiceIds: string[];
    paymentIds: string[];
    /** Customers that were merged into others, which have their invoices now. */
    mergedCustomerIds: string[];
    deleted: { entity: string; id: string }[];
    readAt: number;
  };

export const noChanges: Omit<Changes, 'readAt'> = {
  invoices: [],
  unreadable: [],
  payments: [],
  unreadablePayments: [],
  invoiceIds: [],
  paidInvoiceIds: [],
  paymentIds: [],
  mergedCustomerIds: [],
  deleted: [],
};

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>;

type Target = { realm: Realm; realmKey: RealmKey };

/**
 * Mirrors changed objects; changes in QuickBooks that no user asked for reach the mirror only here.
 * Reads objects of which only the id is known, and the mirrored invoices that a changed payment pays
 * or has paid. Throws the read errors; then nothing is lost when it is called again with the same
 * changes.
 */
export const applyChanges = async (
  tools: Tools,
  { companyId, realmId, connectionId }: ConnectedCompany,
  changes: Changes,
  how: ReadHow,
): Promise<void> => {
  if (isEmpty(changes)) return;
  const { db } = tools;
  const target: Target = { realm: { connectionId, realmId }, realmKey: { companyId, realmId } };
  // Each takes as long as QuickBooks needs for a read, so they do not wait for each other.
  const [payments, namedReads] = await Promise.all([
    changedPayments(tools, target, changes),
    namedInvoices(tools, target, changes),
  ]);
  const invoices = await changedInvoices(tools, target, changes, { payments, namedReads });
  const completed = await withTheirPayments(tools, target, invoices, payments);

  // Payments are stored last: until then the mirror knows which invoices they paid before.
  const { reread, kept } = invoices;
  await mirrorRead(db, target.realmKey, {
    requestedInvoiceIds: reread.missingIds,
    found: reread.found,
    unreadable: reread.unreadable.map(({ id, code }) => ({ invoiceId: id, code })),
    payments: { read: [], known: completed.all },
    readAt: reread.readAt,
    how,
  });
  const { readAt } = changes;
  await mirrorPage(db, target.realmKey, completed.unexplained, { readAt, how });
  await mirrorRead(db, target.realmKey, {
    requestedInvoiceIds: [],
    found: completed.explained,
    unreadable: changes.unreadable,
    payments: { read: [], known: completed.all },
    unreadablePayments: [
      ...changes.unreadablePayments,
      ...payments.unreadable,
      ...completed.unreadable,
    ],
    readAt,
    how,
  });
  const concerns = ({ id, applied }: QuickbooksPayment) =>
    payments.before.has(id) || applied.some(({ invoiceId }) => kept.has(invoiceId));
  const storedLast = [
    { read: changes.payments.filter(concerns), readAt },
    { read: payments.fetched.filter(concerns), readAt: payments.readAt },
    { read: completed.beyond, readAt: reread.readAt },
  ];
  for (const some of storedLast) await storePaymentsOf(db, target.realmKey, some, how);
  // A report of a deletion is false while an invoice still names the payment.
  const named = new Set(reread.found.flatMap(({ paymentIds }) => paymentIds));
  const goneIds = payments.deletedIds.filter((paymentId) => !named.has(paymentId));
  if (goneIds.length > 0) await transact(db, (tx) => forgetPayments(tx, target.realmKey, goneIds));
};

const isEmpty = ({ readAt: _, ...lists }: Changes): boolean =>
  Object.values(lists).every(({ length }) => length === 0);

const idsOf = (deleted: Changes['deleted'], wanted: string): string[] =>
  deleted.filter(({ entity }) => entity === wanted).map(({ id }) => id);

type ChangedPayments = {
  /** As received, and as fetched by id at `readAt`. */
  read: QuickbooksPayment[];
  fetched: QuickbooksPayment[];
  readAt: number;
  unreadable: UnreadablePayment[];
  deletedIds: string[];
  /** Mirrored ones of all these, as they were before. */
  before: Map<string, QuickbooksPayment>;
};

const changedPayments = async (
  { db, clock, quickbooks }: Tools,
  { realm, realmKey }: Target,
  changes: Changes,
): Promise<ChangedPayments> => {
  const readAt = clock.now();
  const received = new Set(changes.payments.map(({ id }) => id));
  const unread = changes.paymentIds.filter((paymentId) => !received.has(paymentId));
  const fetched = await readById(paymentReads(quickbooks, realm), unread);
  const { found, missingIds } = fetched;
  const read = [...changes.payments, ...found];
  const deletedIds = [...idsOf(changes.deleted, 'Payment'), ...missingIds];
  const unreadableIds = fetched.unreadable.flatMap(({ id }) => id ?? []);
  const changedIds = [...read.map(({ id }) => id), ...deletedIds, ...unreadableIds];
  const mirrored = await mirroredPayments(db, realmKey, changedIds);
  const before = new Map(mirrored.map((payment) => [payment.id, payment]));
  const unreadable = asPayments(fetched.unreadable);
  return { read, fetched: found, readAt, unreadable, deletedIds, before };
};

/** Invoices that were read by id at `readAt`. */
type RereadInvoices = FoundById<QuickbooksInvoice> & { readAt: number };

const rereadInvoices = async (
  { clock, quickbooks }: Tools,
  { realm }: Target,
  changes: Changes,
  invoiceIds: string[],
): Promise<RereadInvoices> => {
  const readAt = clock.now();
  const goneCustomers = goneCustomersOf(changes);
  const reread = await readById(invoiceReads(quickbooks, realm), invoiceIds, {
    alone: new Set(idsOf(changes.deleted, 'Invoice')),
    isStale: ({ customerId }) => goneCustomers.has(customerId),
  });
  return { ...reread, readAt };
};

const goneCustomersOf = ({ mergedCustomerIds, deleted }: Changes): Set<string> =>
  new Set([...mergedCustomerIds, ...idsOf(deleted, 'Customer')]);

/** Reads the invoices that are to be read whatever the payments say. */
const namedInvoices = (tools: Tools, target: Target, changes: Changes): Promise<RereadInvoices> => {
  const received = new Set(changes.invoices.map(({ id }) => id));
  const deletedIds = new Set(idsOf(changes.deleted, 'Invoice'));
  const isUnread = (id: string) => deletedIds.has(id) || !received.has(id);
  return rereadInvoices(tools, target, changes, changes.invoiceIds.filter(isUnread));
};

type ChangedInvoices = {
  reread: RereadInvoices;
  /** As received, and not read again; mirrored or wanted ones, and all others. */
  known: QuickbooksInvoice[];
  others: QuickbooksInvoice[];
  /** All that are in the mirror afterwards. */
  kept: Set<string>;
};

const changedInvoices = async (
  tools: Tools,
  target: Target,
  changes: Changes,
  { payments, namedReads }: { payments: ChangedPayments; namedReads: RereadInvoices },
): Promise<ChangedInvoices> => {
  const { db } = tools;
  const { realmKey } = target;
  const allPayments = [...payments.before.values(), ...payments.read];
  const paid = allPayments.flatMap(({ applied }) => applied.map(({ invoiceId }) => invoiceId));
  const deletedIds = new Set(idsOf(changes.deleted, 'Invoice'));
  const received = new Set(changes.invoices.map(({ id }) => id));
  // Not needed: an invoice outside the mirror that was paid or deleted.
  const ifMirrored = [...changes.paidInvoiceIds, ...paid, ...deletedIds];
  const mirrored = await mirroredAmong(db, realmKey, [...new Set([...received, ...ifMirrored])]);
  const wanted = new Set([
    ...changes.invoiceIds,
    ...ifMirrored.filter((invoiceId) => mirrored.get(invoiceId) === false),
    ...(await invoicesOfCustomers(db, realmKey, [...goneCustomersOf(changes)])),
  ]);
  const toRead = [...wanted].filter((id) => deletedIds.has(id) || !received.has(id));
  const namedIds = new Set(changes.invoiceIds);
  const others = await rereadInvoices(
    tools,
    target,
    changes,
    toRead.filter((id) => !namedIds.has(id)),
  );
  const rereadIds = new Set(toRead);
  const [known, unwanted] = divide(
    changes.invoices.filter(({ id }) => !rereadIds.has(id)),
    ({ id }) => mirrored.has(id) || wanted.has(id),
  );
  const kept = new Set([...mirrored.keys(), ...wanted, ...received]);
  return { reread: joined(namedReads, others), known, others: unwanted, kept };
};

/** Both reads as one, as old as the first of them. */
const joined = (one: RereadInvoices, other: RereadInvoices): RereadInvoices => ({
  found: [...one.found, ...other.found],
  unreadable: [...one.unreadable, ...other.unreadable],
  missingIds: [...one.missingIds, ...other.missingIds],
  readAt: Math.min(one.readAt, other.readAt),
});

/**
 * Adds the payments that the invoices name, from the mirror or by reading them. For an invoice that
 * was not mirrored nothing is read; without its payments it is `unexplained`.
 */
const withTheirPayments = async (
  { db, quickbooks }: Tools,
  { realm, realmKey }: Target,
  { reread, known, others }: ChangedInvoices,
  { read }: ChangedPayments,
) => {
  const reads = paymentReads(quickbooks, realm);
  const completed = await paymentsBeyond(
    db,
    realmKey,
    { found: [...reread.found, ...known], read },
    async (paymentIds) => {
      const { found, unreadable } = await readById(reads, paymentIds, { optional: true });
      return { payments: found, unreadablePayments: asPayments(unreadable) };
    },
  );
  const named = others.flatMap(({ paymentIds }) => paymentIds);
  const ofOthers = await mirroredPayments(db, realmKey, named);
  const all = [...completed.read, ...completed.known, ...ofOthers];
  const [explained, unexplained] = divide(others, (invoice) => isExplained(invoice, all));
  const { beyond, unreadable } = completed;
  return { all, beyond, unreadable, explained: [...known, ...explained], unexplained };
};

const asPayments = (unreadable: Unreadable[]): UnreadablePayment[] =>
  unreadable.map(({ id, code }) => ({ paymentId: id, code }));

const storePaymentsOf = async (
  db: Db,
  realmKey: RealmKey,
  { read, readAt }: { read: QuickbooksPayment[]; readAt: number },
  how: ReadHow,
): Promise<void> => {
  if (read.length === 0) return;
  const nothing = { requestedInvoiceIds: [], found: [], unreadable: [] };
  await mirrorRead(db, realmKey, { ...nothing, payments: { read, known: [] }, readAt, how });
};

const divide = <T>(items: T[], isFirst: (item: T) => boolean): [T[], T[]] => [
  items.filter(isFirst),
  items.filter((item) => !isFirst(item)),
];
