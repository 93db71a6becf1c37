import { randomUUID } from 'node:crypto';
import { and, asc, eq, getTableColumns, inArray } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import { invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { mostPlanEntries } from '../shared/billing/schedule.ts';
import { Big, money, sum } from '../shared/money/money.ts';
import type { EnteredEntry } from './contract.ts';
import { sourceKeyOf } from './source-key.ts';
import { billingPlans, planEntries } from './tables.ts';

export type PlanRow = typeof billingPlans.$inferSelect;
type EntryRow = typeof planEntries.$inferSelect;

/** An entry with its draft, unless that was not stored yet. */
export type StoredEntry = EntryRow & {
  draft: {
    state: typeof drafts.$inferSelect.state;
    version: number;
    invoiceId: string | null;
  } | null;
  /** Its invoice was voided or deleted. */
  isFreed: boolean;
};

/** A plan and its entries by date. */
export type StoredPlan = { plan: PlanRow | null; entries: StoredEntry[] };

type DealKey = RealmKey & { dealId: number };

const ofDeal = (table: typeof planEntries | typeof billingPlans, key: DealKey) =>
  and(inRealm(table, key), eq(table.dealId, key.dealId));

const columns = {
  ...getTableColumns(planEntries),
  draftState: drafts.state,
  draftVersion: drafts.version,
  invoiceId: drafts.invoiceId,
  voided: invoices.voided,
  deleted: invoices.deleted,
};

const entriesWith = (db: Reader) =>
  db
    .select(columns)
    .from(planEntries)
    .leftJoin(
      drafts,
      and(
        eq(drafts.id, planEntries.draftId),
        eq(drafts.companyId, planEntries.companyId),
        eq(drafts.realmId, planEntries.realmId),
      ),
    )
    .leftJoin(
      invoices,
      and(
        eq(invoices.companyId, drafts.companyId),
        eq(invoices.realmId, drafts.realmId),
        eq(invoices.invoiceId, drafts.invoiceId),
      ),
    );

type Joined = Awaited<ReturnType<typeof entriesWith>>[number];

const entryOf = (joined: Joined): StoredEntry => {
  const { draftState, draftVersion, invoiceId, voided, deleted, ...row } = joined;
  return {
    ...row,
    draft:
      draftState === null || draftVersion === null
        ? null
        : { state: draftState, version: draftVersion, invoiceId },
    isFreed: draftState === 'created' && Boolean(voided || deleted),
  };
};

export const entriesOf = async (db: Reader, key: DealKey): Promise<StoredEntry[]> => {
  const rows = await entriesWith(db)
    .where(ofDeal(planEntries, key))
    .orderBy(asc(planEntries.dueOn), asc(planEntries.position), asc(planEntries.id));
  return rows.map(entryOf);
};

export const storedPlan = async (db: Reader, key: DealKey): Promise<StoredPlan> => {
  const [plan] = await db.select().from(billingPlans).where(ofDeal(billingPlans, key)).limit(1);
  return { plan: plan ?? null, entries: plan ? await entriesOf(db, key) : [] };
};

/** An entry has an invoice unless it was voided or deleted. */
export const hasInvoice = ({ draft, isFreed }: StoredEntry): boolean =>
  draft?.state === 'created' && !isFreed;

/** An entry with a draft or an invoice cannot be changed or removed. */
export const isLocked = (entry: StoredEntry): boolean =>
  hasInvoice(entry) || entry.draft?.state === 'editing' || entry.draft?.state === 'sending';

/** An entry whose form is opened. */
export type OpenedEntry = StoredEntry & {
  /** Its place among the entries of the plan, from 1, and how many there are. */
  number: number;
  count: number;
  /** Sum of the entries before it, decimal text. */
  before: string;
};

const openedEntry = (entries: StoredEntry[], entryId: string): OpenedEntry => {
  const index = entries.findIndex(({ id }) => id === entryId);
  const entry = entries[index];
  if (!entry) throw new AppError('not_found');
  const earlier = entries.slice(0, index).map(({ amount }) => new Big(amount));
  return { ...entry, number: index + 1, count: entries.length, before: money(sum(earlier)) };
};

/**
 * Returns an entry with the draft that its form has. An entry whose invoice was voided or deleted
 * gets a new draft id; two requests at the same time get the same id. Throws not_found.
 */
export const openEntry = async (db: Db, key: DealKey, entryId: string): Promise<OpenedEntry> => {
  const entry = openedEntry(await entriesOf(db, key), entryId);
  if (!entry.isFreed) return entry;
  return transact(db, async (tx) => {
    await tx
      .update(planEntries)
      .set({ draftId: randomUUID() })
      .where(
        and(
          ofDeal(planEntries, key),
          eq(planEntries.id, entryId),
          eq(planEntries.draftId, entry.draftId),
        ),
      );
    return openedEntry(await entriesOf(tx, key), entryId);
  });
};

/** The entry that a draft belongs to; null for other drafts. */
export const entryOfDraft = async (
  db: Reader,
  key: DealKey,
  draftId: string,
): Promise<OpenedEntry | null> => {
  const entries = await entriesOf(db, key);
  const entry = entries.find((one) => one.draftId === draftId);
  return entry ? openedEntry(entries, entry.id) : null;
};

/**
 * Throws plan_changed unless this is still the draft of the entry that its form was opened for, with
 * its amount: the entry may have been removed, changed or planned again while the form was open.
 */
export const checkBilledEntry = async (
  tx: Tx,
  { id, ...key }: DealKey & { id: string },
  { entryId, amount, currency }: { entryId: string; amount: string; currency: string },
): Promise<void> => {
  const [entry] = await tx
    .select({ id: planEntries.id })
    .from(planEntries)
    .where(
      and(
        ofDeal(planEntries, key),
        eq(planEntries.id, entryId),
        eq(planEntries.draftId, id),
        eq(planEntries.amount, amount),
        eq(planEntries.currency, currency),
      ),
    )
    .limit(1);
  if (!entry) throw new AppError('plan_changed');
};

type Save = DealKey & {
  version: number;
  entries: EnteredEntry[];
  deal: { value: string | null; currency: string };
  userId: number;
  now: number;
};

/**
 * Replaces the entries that are not locked, in one transaction. Throws plan_changed when the plan
 * has another version, or an entry was locked or added elsewhere since.
 */
export const savePlan = (db: Db, save: Save): Promise<void> =>
  transact(db, async (tx) => {
    await nextVersion(tx, save);
    const before = await entriesOf(tx, save);
    const locked = before.filter(isLocked);
    const keptIds = new Set(save.entries.map(({ id }) => id));
    if (locked.some(({ id }) => keptIds.has(id))) throw new AppError('plan_changed');
    // Merged deals may have more entries than the limit together.
    const most = Math.max(mostPlanEntries, before.length);
    if (locked.length + save.entries.length > most) throw new AppError('invalid_input');
    const open = before.filter((entry) => !isLocked(entry));
    const removedIds = open.filter(({ id }) => !keptIds.has(id)).map(({ id }) => id);
    if (removedIds.length > 0) {
      await tx
        .delete(planEntries)
        .where(and(ofDeal(planEntries, save), inArray(planEntries.id, removedIds)));
    }
    const openIds = new Set(open.map(({ id }) => id));
    for (const [position, entry] of save.entries.entries()) {
      const { dueOn, label, amount } = entry;
      const entered = { position, dueOn, label, amount, currency: save.deal.currency };
      if (openIds.has(entry.id)) {
        await tx
          .update(planEntries)
          .set(entered)
          .where(and(ofDeal(planEntries, save), eq(planEntries.id, entry.id)));
      } else await addEntry(tx, save, entry, entered);
    }
    const { companyId, realmId, dealId, userId, now } = save;
    await writeAudit(tx, {
      companyId,
      realmId,
      userId,
      at: now,
      action: 'billing_plan_saved',
      dealId,
      details: { entries: String(locked.length + save.entries.length) },
    });
    announceChange(tx, { companyId, realmId, dealIds: [dealId] });
  });

type Entered = Pick<EntryRow, 'position' | 'dueOn' | 'label' | 'amount' | 'currency'>;

/** Throws plan_changed when the deal has an entry of the same source already. */
const addEntry = async (
  tx: Tx,
  { companyId, realmId, dealId, now }: Save,
  { id, source }: EnteredEntry,
  entered: Entered,
): Promise<void> => {
  const period = source?.kind === 'period' ? source : null;
  const added = await tx
    .insert(planEntries)
    .values({
      ...entered,
      id,
      companyId,
      realmId,
      dealId,
      sourceKey: sourceKeyOf(source),
      frequency: period?.frequency ?? null,
      periodFrom: period?.from ?? null,
      periodTo: period?.to ?? null,
      draftId: randomUUID(),
      createdAt: now,
    })
    .onConflictDoNothing()
    .returning({ id: planEntries.id });
  if (added.length === 0) throw new AppError('plan_changed');
};

const nextVersion = async (tx: Tx, save: Save): Promise<void> => {
  const { companyId, realmId, dealId, version, userId, now } = save;
  const fields = {
    version: version + 1,
    value: save.deal.value ?? '',
    currency: save.deal.currency,
    savedById: userId,
    savedAt: now,
  };
  const stored =
    version === 0
      ? await tx
          .insert(billingPlans)
          .values({ companyId, realmId, dealId, ...fields })
          .onConflictDoNothing()
          .returning({ version: billingPlans.version })
      : await tx
          .update(billingPlans)
          .set(fields)
          .where(and(ofDeal(billingPlans, save), eq(billingPlans.version, version)))
          .returning({ version: billingPlans.version });
  if (stored.length === 0) throw new AppError('plan_changed');
};
