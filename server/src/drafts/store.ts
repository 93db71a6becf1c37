import { and, count, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import { checkBilledEntry } from '../billing-plans/store.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { storedDeal } from '../drift/store.ts';
import { dealBases } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { InvoiceTotals } from '../shared/money/invoice-totals.ts';
import type { BilledEntry } from './contract.ts';
import { type DraftParty, type DraftSummary, drafts } from './tables.ts';

export type Draft = typeof drafts.$inferSelect;
export type NewDraft = {
  id: string;
  companyId: number;
  realmId: string;
  dealId: number;
  userId: number;
  party: DraftParty;
  content: DraftContent;
  summary: DraftSummary;
};

/** The state shown for a draft in state `sending`, by the state of its open operation. */
const shownStates = { sending: 'sending', unconfirmed: 'unknown', asking: 'choose' } as const;

type UnfinishedState = 'editing' | (typeof shownStates)[keyof typeof shownStates];

const summaryColumns = {
  id: drafts.id,
  dealId: drafts.dealId,
  state: drafts.state,
  version: drafts.version,
  summary: drafts.summary,
  updatedAt: drafts.updatedAt,
  /** The state of its open operation; a draft has at most one. */
  open: sql<keyof typeof shownStates | null>`(select max(o.state) from operations o
    where o.draft_id = drafts.id and o.state in ('sending', 'unconfirmed', 'asking'))`,
};

const isUnfinished = inArray(drafts.state, ['editing', 'sending']);

const ofDeal = and(
  inRealm(drafts, anyRealm),
  eq(drafts.dealId, sql.placeholder('dealId')),
  isUnfinished,
);

/** Expression for a prepared statement: whether the deal of its values has unfinished drafts. */
export const hasUnfinishedDrafts = sql<unknown>`exists (select 1 from ${drafts} where ${ofDeal})`;

const unfinishedOfDeal = preparedRows(summaryColumns, (db) =>
  db.select(summaryColumns).from(drafts).where(ofDeal),
);

const rowsOfDeals = async (db: Reader, realmKey: RealmKey, dealIds: number[]) => {
  const [dealId, ...others] = dealIds;
  if (dealId === undefined) return [];
  if (others.length === 0) return unfinishedOfDeal(db, { ...realmKey, dealId });
  return db
    .select(summaryColumns)
    .from(drafts)
    .where(and(inRealm(drafts, realmKey), inArray(drafts.dealId, dealIds), isUnfinished));
};

/**
 * Returns the unfinished drafts of these deals: those being sent first, then by time of editing.
 */
export const unfinishedDrafts = async (db: Reader, realmKey: RealmKey, dealIds: number[]) => {
  const rows = await rowsOfDeals(db, realmKey, dealIds);
  const summaries = rows.map(({ open, ...row }) => {
    const state: UnfinishedState =
      row.state === 'editing' ? 'editing' : shownStates[open ?? 'sending'];
    return { ...row, state };
  });
  return summaries.sort(
    (a, b) =>
      Number(a.state === 'editing') - Number(b.state === 'editing') || b.updatedAt - a.updatedAt,
  );
};

/** Returns a draft of this realm; null when there is none or it was discarded. */
export const draftById = async (
  db: Reader,
  realmKey: RealmKey,
  draftId: string,
): Promise<Draft | null> => {
  const [draft] = await db
    .select()
    .from(drafts)
    .where(and(inRealm(drafts, realmKey), eq(drafts.id, draftId), ne(drafts.state, 'discarded')))
    .limit(1);
  return draft ?? null;
};

/** A draft that is being sent, and the totals it was checked with. */
export type SentDraft = { draft: Draft; totals?: InvoiceTotals | undefined };

/** Drafts of operations begun in this process: a long draft takes long to parse and to total. */
const sentDrafts = new WeakMap<object, SentDraft>();

/** Caches the draft of an operation, which cannot change while it is being sent. */
export const cacheSentDraft = (operation: object, sent: SentDraft): void => {
  sentDrafts.set(operation, sent);
};

/** Returns an operation's draft, cached or read. Throws when the operation has none. */
export const sentDraftOf = async (
  db: Reader,
  operation: { draftId: string | null },
): Promise<SentDraft> => {
  const cached = sentDrafts.get(operation);
  if (cached) return cached;
  const { draftId } = operation;
  const [draft] = await db
    .select()
    .from(drafts)
    .where(eq(drafts.id, draftId ?? ''))
    .limit(1);
  if (!draft) throw new Error('The operation names no stored draft');
  return { draft };
};

/** Throws too_many_drafts when the deal has reached its limit of unfinished drafts. */
const checkDraftLimit = async (tx: Tx, draft: NewDraft): Promise<void> => {
  const [others] = await tx
    .select({ many: count() })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, draft),
        eq(drafts.dealId, draft.dealId),
        ne(drafts.id, draft.id),
        isUnfinished,
      ),
    );
  if (Number(others?.many ?? 0) >= inputLimits.draftsPerDeal) {
    throw new AppError('too_many_drafts');
  }
};

/** Whether another draft of the same deal is being sent. */
export const isAnotherInFlight = async (tx: Reader, draft: NewDraft): Promise<boolean> => {
  const others = await tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, draft),
        eq(drafts.dealId, draft.dealId),
        ne(drafts.id, draft.id),
        eq(drafts.state, 'sending'),
      ),
    )
    .limit(1);
  return others.length > 0;
};

/** Numbers of the other drafts that are being sent. */
export const numbersBeingSent = async (
  db: Reader,
  realmKey: RealmKey,
  exceptDraftId: string | null,
): Promise<string[]> => {
  const rows = await db
    .select({ content: drafts.content })
    .from(drafts)
    .where(
      and(
        inRealm(drafts, realmKey),
        ne(drafts.id, exceptDraftId ?? ''),
        eq(drafts.state, 'sending'),
      ),
    );
  return rows.map(({ content }) => content.details.number.trim()).filter((number) => number !== '');
};

const savedColumns = {
  version: drafts.version,
  generation: drafts.generation,
  createdAt: drafts.createdAt,
};

/** A form that is saved to a discarded draft was filled again, from the deal as last read. */
const filledFromAfter = ({ companyId, dealId }: NewDraft): SQL =>
  sql`case when ${drafts.state} = 'discarded' then (select ${dealBases.content} from ${dealBases}
    where ${dealBases.companyId} = ${companyId} and ${dealBases.dealId} = ${dealId})
    else ${drafts.filledFrom} end`;

/**
 * Stores a draft if its version is still `previous.version`; 0 inserts it. Restores a discarded
 * one, so no input is lost. Null when the version has changed, the draft is being sent or the id is
 * in use elsewhere. Throws too_many_drafts.
 */
export const putDraft = async (
  tx: Tx,
  draft: NewDraft,
  previous: { version: number; now: number },
  state: 'editing' | 'sending' = 'editing',
): Promise<Draft | null> => {
  const fields = {
    userId: draft.userId,
    party: draft.party,
    content: draft.content,
    summary: draft.summary,
    updatedAt: previous.now,
    state,
  };
  const cleared = { refusal: null, notCreated: false, totalsComparison: null, invoiceId: null };
  // Returns only short columns: parsing a long draft again takes longer than storing it.
  if (previous.version === 0) {
    await checkDraftLimit(tx, draft);
    const filledFrom = await storedDeal(tx, draft.companyId, draft.dealId);
    const row = { ...draft, ...fields, version: 1, createdAt: previous.now, filledFrom };
    const [stored] = await tx
      .insert(drafts)
      .values(row)
      .onConflictDoNothing()
      .returning(savedColumns);
    if (stored) announceDraft(tx, draft);
    return stored ? { ...row, ...cleared, ...stored } : null;
  }
  const [stored] = await tx
    .update(drafts)
    .set({
      ...fields,
      version: previous.version + 1,
      filledFrom: filledFromAfter(draft),
      ...(state === 'sending' && { refusal: null, notCreated: false }),
    })
    .where(
      and(
        inRealm(drafts, draft),
        eq(drafts.id, draft.id),
        eq(drafts.dealId, draft.dealId),
        eq(drafts.version, previous.version),
        inArray(drafts.state, ['editing', 'discarded']),
      ),
    )
    .returning({
      ...savedColumns,
      refusal: drafts.refusal,
      notCreated: drafts.notCreated,
      filledFrom: drafts.filledFrom,
    });
  if (stored) announceDraft(tx, draft);
  return stored ? { ...draft, ...fields, ...cleared, ...stored } : null;
};

const announceDraft = (tx: Tx, { companyId, realmId, dealId }: RealmKey & { dealId: number }) =>
  announceChange(tx, { companyId, realmId, dealIds: [dealId] });

/**
 * Stores a draft in state `editing`; null on a conflict, see `putDraft`. Throws plan_changed when it
 * is no longer the draft of its entry.
 */
export const saveDraft = (
  db: Db,
  draft: NewDraft,
  previous: { version: number; now: number },
  entry?: BilledEntry,
) =>
  transact(db, async (tx) => {
    const stored = await putDraft(tx, draft, previous);
    if (stored && entry) await checkBilledEntry(tx, draft, entry);
    return stored;
  });

/** Discards a draft; false when it is being sent or its version has changed. */
export const discardDraft = (
  db: Db,
  realmKey: RealmKey,
  { draftId, version, now }: { draftId: string; version: number; now: number },
): Promise<boolean> =>
  transact(db, async (tx) => {
    const discarded = await tx
      .update(drafts)
      .set({ state: 'discarded', updatedAt: now })
      .where(
        and(
          inRealm(drafts, realmKey),
          eq(drafts.id, draftId),
          eq(drafts.version, version),
          eq(drafts.state, 'editing'),
        ),
      )
      .returning({ dealId: drafts.dealId });
    for (const { dealId } of discarded) announceDraft(tx, { ...realmKey, dealId });
    return discarded.length === 1;
  });
