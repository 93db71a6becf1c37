import { and, eq, gt, lt, lte, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import { preparedInsert } from '../../db/prepared.ts';
import type { RealmKey } from '../../db/realm.ts';
import { newValues } from '../../db/schema-kit.ts';
import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { folded } from '../../shared/text/folded.ts';
import { invoiceFacts, invoices, type readHow } from '../tables.ts';
import type { StoredRow } from './invoice-row-queries.ts';
import { linesAreZero, quantitiesAreZero, statusOfFacts } from './mirrored-status.ts';
import { stamp } from './vendor-time.ts';

export type ReadHow = (typeof readHow)[number];

/** When QuickBooks was asked, epoch milliseconds, and on what occasion. */
export type Reading = { readAt: number; how: ReadHow };

/** An invoice to mirror. `credited` stays as it was where it is not given; `paidOn` does not. */
export type Told = {
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

/** The row of the panel for an invoice that is not mirrored. */
export const rowFromFacts = (facts: QuickbooksInvoice, readAt: number): StoredRow => ({
  ...columnsOf(facts),
  voided: isVoided(facts),
  credited: '0.00',
  paidOn: null,
  deleted: false,
  unreadable: null,
  readAt,
  deals: 0,
  linkedTo: null,
  lastOperation: null,
});

const rowOf = (realmKey: RealmKey, { facts, ...more }: Told, { readAt, how }: Reading) => ({
  ...realmKey,
  ...columnsOf(facts),
  deleted: false,
  unreadable: null,
  voided: isVoided(facts),
  credited: '0.00',
  paidOn: null,
  createdAt: stamp(facts.createdAt) ?? readAt,
  // Unknown is older than anything: the next answer that has a stamp counts.
  changedAt: stamp(facts.updatedAt) ?? 0,
  readAt,
  readHow: how,
  searched: folded(`${facts.number} ${facts.memo}`),
  searchedName: folded(facts.customerName),
  ...more,
});

/** Whether a void can be hidden: only a total of 0 hides one, and a void has no quantities. */
const voidKinds = ['as told', 'worth nothing', 'of nothing'] as const;

type VoidKind = (typeof voidKinds)[number];

const voidKindOf = (facts: QuickbooksInvoice, voided: boolean): VoidKind => {
  if (voided || Number(facts.total) !== 0) return 'as told';
  return quantitiesAreZero(facts) ? 'of nothing' : 'worth nothing';
};

const given = newValues(invoices);

/**
 * Whether an invoice that is stored already counts as voided: once it was, or its total dropped to 0 with
 * every quantity at 0. One that is worth something again does not.
 */
const staysVoided = (kind: VoidKind): SQL => {
  if (kind === 'as told') return given.voided;
  const before = sql`cast(${invoices.total} as numeric)`;
  const noted = sql`(${invoices.linesAreZero} and ${before} = 0 and lower(ltrim(${invoices.memo})) like 'voided%')`;
  const dropped = kind === 'of nothing' ? sql`${before} > 0` : sql`false`;
  return sql`(${invoices.voided} or ${noted} or ${dropped})`;
};

/**
 * Whether an answer is newer than the row: QuickBooks' stamps tell, whatever our clocks say. Within one of
 * their seconds, without a stamp, and of what was found gone, only the time of asking tells.
 */
const isNewer = or(
  and(
    gt(invoices.changedAt, 0),
    eq(invoices.deleted, false),
    lt(invoices.changedAt, given.changedAt),
  ),
  and(
    or(eq(given.changedAt, 0), lte(invoices.changedAt, given.changedAt)),
    lte(invoices.readAt, given.readAt),
  ),
);

/** Mirrors what QuickBooks told; an answer older than what is stored changes nothing. */
export const storeInvoices = async (
  tx: Tx,
  realmKey: RealmKey,
  told: Told[],
  reading: Reading,
): Promise<void> => {
  const some = onceEach(told);
  const rows = some.map((one) => ({ one, row: rowOf(realmKey, one, reading) }));
  const stored = new Set<unknown>();
  for (const way of ways) {
    const alike = rows.filter(({ one, row }) => way.isFor(one, row.voided));
    const written = await way.insert(
      tx,
      alike.map(({ row }) => row),
    );
    for (const [id] of written) stored.add(id);
  }
  const changed = some.filter(({ facts }) => stored.has(facts.id));
  await insertFacts(
    tx,
    changed.map(({ facts }) => ({ ...realmKey, invoiceId: facts.id, facts })),
  );
};

/** A row may be written once per statement: the newest of those with one id, of equal ones the last. */
const onceEach = (told: Told[]): Told[] => {
  const newest = new Map<string, Told>();
  const at = ({ facts }: Told) => stamp(facts.updatedAt) ?? 0;
  for (const one of told) {
    const before = newest.get(one.facts.id);
    if (!before || at(before) <= at(one)) newest.set(one.facts.id, one);
  }
  return [...newest.values()];
};

/** One statement for rows that differ in values only. It returns the ids of those that were not older. */
const wayOf = (voidKind: VoidKind, isCreditTold: boolean) => ({
  isFor: ({ facts, credited }: Told, voided: boolean): boolean =>
    voidKindOf(facts, voided) === voidKind && (credited !== undefined) === isCreditTold,
  insert: preparedInsert((tx, rows: ReturnType<typeof rowOf>[]) => {
    const { credited, ...replaced } = given;
    const voided = staysVoided(voidKind);
    return tx
      .insert(invoices)
      .values(rows)
      .onConflictDoUpdate({
        target: [invoices.companyId, invoices.realmId, invoices.invoiceId],
        set: { ...replaced, ...(isCreditTold && { credited }), voided },
        setWhere: isNewer,
      })
      .returning({ id: invoices.invoiceId });
  }),
});

const ways = voidKinds.flatMap((kind) => [wayOf(kind, false), wayOf(kind, true)]);

const insertFacts = preparedInsert((tx, rows: (typeof invoiceFacts.$inferInsert)[]) =>
  tx
    .insert(invoiceFacts)
    .values(rows)
    .onConflictDoUpdate({
      target: [invoiceFacts.companyId, invoiceFacts.realmId, invoiceFacts.invoiceId],
      set: { facts: newValues(invoiceFacts).facts },
    })
    .returning({ id: invoiceFacts.invoiceId }),
);
