import { and, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { preparedInsert } from '../../db/prepared.ts';
import type { RealmKey } from '../../db/realm.ts';
import { newValues } from '../../db/schema-kit.ts';
import { invoiceHash } from '../../drift/content-hash.ts';
import { noteOffers } from '../../invoice-offers/found-invoices.ts';
import { noticeCustomerChanges } from '../../merges/notice-customer-changes.ts';
import { markRecordsOfInvoices } from '../../pipedrive-fields/dirty-records.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { markReminders } from '../../reminders/mark-reminders.ts';
import { folded } from '../../shared/text/folded.ts';
import { invoiceFacts, invoices, type readHow } from '../tables.ts';
import {
  announceInvoices,
  isShownDifferently,
  type ShownRow,
  shownRows,
} from './announce-invoices.ts';
import type { StoredRow } from './invoice-row-queries.ts';
import { linesAreZero, quantitiesAreZero, statusOfFacts } from './mirrored-status.ts';
import { noteChanges, type ReadChange } from './note-changes.ts';
import { forgetUnreadable } from './unreadable-records.ts';
import { vendorTime } from './vendor-time.ts';

export type ReadHow = (typeof readHow)[number];

/** When QuickBooks was called, epoch milliseconds, and what caused the read. */
export type Reading = { readAt: number; how: ReadHow };

/**
 * An invoice to mirror. Without `credited` the stored value is kept; without `paidOn` it is
 * cleared.
 */
export type InvoiceToStore = {
  facts: QuickbooksInvoice;
  deleted?: boolean;
  voided?: boolean;
  credited?: string;
  paidOn?: string | null;
};

const columnsOf = (facts: QuickbooksInvoice) => ({
  invoiceId: facts.id,
  number: facts.number,
  customerId: facts.customerId,
  customerName: facts.customerName,
  currency: facts.currency,
  total: facts.total,
  tax: facts.tax,
  balance: facts.balance,
  issueDate: facts.issueDate,
  dueDate: facts.dueDate,
  memo: facts.memo,
  linesAreZero: linesAreZero(facts),
  emailStatus: facts.emailStatus,
  deliveredAt: facts.deliveredAt,
  deliveryError: facts.deliveryError ?? null,
  eInvoiceStatus: facts.eInvoiceStatus,
});

const isVoided = (facts: QuickbooksInvoice): boolean =>
  statusOfFacts(facts, facts.issueDate).money === 'voided';

/** Builds the row of an invoice that is not mirrored. */
export const rowFromFacts = (facts: QuickbooksInvoice, readAt: number): StoredRow => ({
  ...columnsOf(facts),
  voided: isVoided(facts),
  credited: '0.00',
  covers: null,
  paidOn: null,
  deleted: false,
  unreadable: null,
  readAt,
  readHow: 'refresh',
  deals: 0,
  linkedDealId: null,
  lastOperation: null,
});

const rowOf = (
  realmKey: RealmKey,
  { facts, ...more }: InvoiceToStore,
  { readAt, how }: Reading,
) => ({
  ...realmKey,
  ...columnsOf(facts),
  contentHash: invoiceHash(facts),
  deleted: false,
  unreadable: null,
  voided: isVoided(facts),
  credited: '0.00',
  paidOn: null,
  createdAt: vendorTime(facts.createdAt) ?? readAt,
  // Without a timestamp, any later response that has one is newer.
  changedAt: vendorTime(facts.updatedAt) ?? 0,
  readAt,
  readHow: how,
  searched: folded(`${facts.number} ${facts.memo}`),
  searchedName: folded(facts.customerName),
  ...more,
});

/** How to detect a void: only a total of 0 can be one, and a void has no quantities. */
const voidKinds = ['as_read', 'zero_total', 'zero_quantities'] as const;

type VoidKind = (typeof voidKinds)[number];

const voidKindOf = (facts: QuickbooksInvoice, voided: boolean): VoidKind => {
  if (voided || Number(facts.total) !== 0) return 'as_read';
  return quantitiesAreZero(facts) ? 'zero_quantities' : 'zero_total';
};

const incoming = newValues(invoices);

/**
 * SQL for the `voided` column of a stored invoice: it stays true, or becomes true when the total
 * dropped to 0 with every quantity at 0. An invoice with a value is not voided.
 */
const staysVoided = (kind: VoidKind): SQL => {
  if (kind === 'as_read') return incoming.voided;
  const previous = sql`cast(${invoices.total} as numeric)`;
  const voidedByMemo = sql`(${invoices.linesAreZero} and ${previous} = 0 and lower(ltrim(${invoices.memo})) like 'voided%')`;
  const droppedToZero = kind === 'zero_quantities' ? sql`${previous} > 0` : sql`false`;
  return sql`(${invoices.voided} or ${voidedByMemo} or ${droppedToZero})`;
};

/**
 * SQL: the response is newer than the row by QuickBooks' timestamps. Within one second, without a
 * timestamp, and for deleted rows, the time of reading decides.
 */
const isNewer = or(
  and(
    gt(invoices.changedAt, 0),
    eq(invoices.deleted, false),
    lt(invoices.changedAt, incoming.changedAt),
  ),
  and(
    or(eq(incoming.changedAt, 0), lte(invoices.changedAt, incoming.changedAt)),
    lte(invoices.readAt, incoming.readAt),
  ),
);

/**
 * Mirrors invoices as QuickBooks returned them, and announces those that changed. A response older
 * than the stored row changes nothing.
 */
export const storeInvoices = async (
  tx: Tx,
  realmKey: RealmKey,
  received: InvoiceToStore[],
  reading: Reading,
): Promise<void> => {
  const unique = newestOfEach(received);
  const rows = unique.map((invoice) => ({ invoice, row: rowOf(realmKey, invoice, reading) }));
  const stored = await shownRows(
    tx,
    realmKey,
    unique.map(({ facts }) => facts.id),
  );
  const writtenInvoiceIds = new Set<unknown>();
  for (const upsert of upserts) {
    const matching = rows.filter(({ invoice, row }) => upsert.accepts(invoice, row.voided));
    const written = await upsert.insert(
      tx,
      matching.map(({ row }) => row),
    );
    for (const [invoiceId] of written) writtenInvoiceIds.add(invoiceId);
  }
  const newIds = [...new Set(unique.map(({ facts }) => facts.id))].filter((id) => !stored.has(id));
  await forgetUnreadable(tx, realmKey, 'Invoice', newIds);
  const written = rows.filter(({ row }) => writtenInvoiceIds.has(row.invoiceId));
  await noteChanges(tx, realmKey, readChanges(written, stored), reading.readAt);
  const changed = unique.filter(({ facts }) => writtenInvoiceIds.has(facts.id));
  await insertFacts(
    tx,
    changed.map(({ facts }) => ({ ...realmKey, invoiceId: facts.id, facts })),
  );
  const changedIds = changed.map(({ facts }) => facts.id);
  const formerCustomerIds = changed.flatMap(({ facts }) => {
    const former = stored.get(facts.id)?.customerId;
    return former === undefined || former === facts.customerId ? [] : [former];
  });
  const marked = { invoiceIds: changedIds, formerCustomerIds };
  await markRecordsOfInvoices(tx, realmKey, marked, reading.readAt);
  await markReminders(tx, realmKey, changedIds, reading.readAt);
  const different = rows.filter(
    ({ invoice, row }) =>
      writtenInvoiceIds.has(row.invoiceId) && isDifferent(stored.get(row.invoiceId), invoice, row),
  );
  const differentIds = different.map(({ row }) => row.invoiceId);
  await announceInvoices(tx, realmKey, differentIds, reading.how);
  const added = differentIds.filter((invoiceId) => !stored.has(invoiceId));
  await noteOffers(tx, realmKey, { changed: differentIds, added }, reading);
  const customers = different.flatMap(({ row }) => {
    const before = stored.get(row.invoiceId);
    return before && before.customerId !== row.customerId
      ? [{ from: before.customerId, to: row.customerId }]
      : [];
  });
  await noticeCustomerChanges(tx, realmKey, customers, reading.readAt);
};

/** What was read of invoices that were mirrored before. */
const readChanges = (
  rows: { invoice: InvoiceToStore; row: ReturnType<typeof rowOf> }[],
  stored: Map<string, ShownRow>,
): ReadChange[] =>
  rows.flatMap(({ invoice: { facts }, row }) => {
    const before = stored.get(facts.id);
    if (!before || row.deleted) return [];
    const isDropped =
      voidKindOf(facts, row.voided) === 'zero_quantities' && Number(before.total) > 0;
    return [{ before, facts, isVoidedNow: !before.voided && (row.voided || isDropped) }];
  });

/**
 * Whether panels show the invoice differently than before. Without `credited` the stored value
 * stays, and an upsert that detects a void keeps `voided`; it changes with another column then.
 */
const isDifferent = (
  before: ShownRow | undefined,
  { facts, credited }: InvoiceToStore,
  row: ReturnType<typeof rowOf>,
): boolean =>
  isShownDifferently(before, row) ||
  (credited !== undefined && before?.credited !== credited) ||
  (voidKindOf(facts, row.voided) === 'as_read' && before?.voided !== row.voided);

/**
 * A statement may write a row only once: keeps the newest invoice of each id, the last of equal
 * ones.
 */
const newestOfEach = (received: InvoiceToStore[]): InvoiceToStore[] => {
  const newest = new Map<string, InvoiceToStore>();
  const changedAtOf = ({ facts }: InvoiceToStore) => vendorTime(facts.updatedAt) ?? 0;
  for (const invoice of received) {
    const previous = newest.get(invoice.facts.id);
    if (!previous || changedAtOf(previous) <= changedAtOf(invoice))
      newest.set(invoice.facts.id, invoice);
  }
  return [...newest.values()];
};

/**
 * One upsert statement for rows that differ only in values. Returns the ids of the rows it wrote.
 */
const upsertOf = (voidKind: VoidKind, hasCredit: boolean) => ({
  accepts: ({ facts, credited }: InvoiceToStore, voided: boolean): boolean =>
    voidKindOf(facts, voided) === voidKind && (credited !== undefined) === hasCredit,
  insert: preparedInsert((tx, rows: ReturnType<typeof rowOf>[]) => {
    // What an invoice covers of its deal is not QuickBooks' data, so it stays.
    const { credited, covers: _, ...replaced } = incoming;
    const voided = staysVoided(voidKind);
    return tx
      .insert(invoices)
      .values(rows)
      .onConflictDoUpdate({
        target: [invoices.companyId, invoices.realmId, invoices.invoiceId],
        set: { ...replaced, ...(hasCredit && { credited }), voided },
        setWhere: isNewer,
      })
      .returning({ invoiceId: invoices.invoiceId });
  }),
});

const upserts = voidKinds.flatMap((kind) => [upsertOf(kind, false), upsertOf(kind, true)]);

const insertFacts = preparedInsert((tx, rows: (typeof invoiceFacts.$inferInsert)[]) =>
  tx
    .insert(invoiceFacts)
    .values(rows)
    .onConflictDoUpdate({
      target: [invoiceFacts.companyId, invoiceFacts.realmId, invoiceFacts.invoiceId],
      set: { facts: newValues(invoiceFacts).facts },
    })
    .returning({ invoiceId: invoiceFacts.invoiceId }),
);
