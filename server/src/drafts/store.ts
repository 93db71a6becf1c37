import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import type { Db, Tx } from '../db/open-database.ts';
import { preparedRows } from '../db/prepared.ts';
import type { BooksKey } from '../invoices/mirror/row-statements.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import { inputLimits } from '../shared/input-limits.ts';
import type { Refusal } from './contract.ts';
import { attempts, type DraftParty, type DraftSummary, drafts } from './tables.ts';

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

const ofBooks = (books: BooksKey) =>
  and(eq(drafts.companyId, books.companyId), eq(drafts.realmId, books.realmId));

type UnfinishedState = 'editing' | 'sending' | 'unknown' | 'choose';

const shownColumns = {
  id: drafts.id,
  dealId: drafts.dealId,
  state: drafts.state,
  version: drafts.version,
  summary: drafts.summary,
  updatedAt: drafts.updatedAt,
};

const isUnfinished = inArray(drafts.state, ['editing', 'sending', 'unknown', 'choose']);

const unfinishedStatement = preparedRows(shownColumns, (db) =>
  db
    .select(shownColumns)
    .from(drafts)
    .where(
      and(
        eq(drafts.companyId, sql.placeholder('companyId')),
        eq(drafts.realmId, sql.placeholder('realmId')),
        eq(drafts.dealId, sql.placeholder('dealId')),
        isUnfinished,
      ),
    )
    .prepare(),
);

const rowsOfDeals = (db: Db, books: BooksKey, dealIds: number[]) => {
  const [dealId, ...others] = dealIds;
  if (dealId === undefined) return [];
  if (others.length === 0) return unfinishedStatement(db, { ...books, dealId });
  return db
    .select(shownColumns)
    .from(drafts)
    .where(and(ofBooks(books), inArray(drafts.dealId, dealIds), isUnfinished))
    .all();
};

/** These deals' drafts that wait for somebody, those on their way first, then the latest touched. */
export const unfinishedDrafts = async (db: Db, books: BooksKey, dealIds: number[]) => {
  const rows = rowsOfDeals(db, books, dealIds);
  const waiting = rows.map((row) => ({ ...row, state: row.state as UnfinishedState }));
  return waiting.sort(
    (a, b) =>
      Number(a.state === 'editing') - Number(b.state === 'editing') || b.updatedAt - a.updatedAt,
  );
};

/** A draft of these books; null when there is none, whoever else may have one of that id. */
export const draftById = async (db: Db, books: BooksKey, id: string): Promise<Draft | null> =>
  db
    .select()
    .from(drafts)
    .where(and(ofBooks(books), eq(drafts.id, id), ne(drafts.state, 'discarded')))
    .get() ?? null;

/** For background work, which takes the tenant from the row. */
export const draftOfAttempt = async (db: Db, requestId: string): Promise<Draft | null> =>
  db
    .select()
    .from(drafts)
    .innerJoin(attempts, eq(attempts.draftId, drafts.id))
    .where(eq(attempts.requestId, requestId))
    .get()?.drafts ?? null;

/** Throws too_many_drafts when the deal has as many other unfinished drafts as it may have. */
const refuseTooMany = (tx: Tx, draft: NewDraft): void => {
  const others = tx
    .select({ many: count() })
    .from(drafts)
    .where(
      and(ofBooks(draft), eq(drafts.dealId, draft.dealId), ne(drafts.id, draft.id), isUnfinished),
    )
    .get();
  if ((others?.many ?? 0) >= inputLimits.draftsPerDeal) throw new AppError('too_many_drafts');
};

/**
 * Writes the draft as it was typed, from the version the user saw, inside a transaction. One that was
 * discarded in another tab comes back: nothing typed is lost. Null when that is no longer the version,
 * or the draft is on its way, or the id is somebody else's. Throws too_many_drafts for a new one beyond the
 * limit of its deal.
 */
export const putDraft = (
  tx: Tx,
  draft: NewDraft,
  seen: { version: number; now: number },
  change: { state?: 'sending' } = {},
): Draft | null => {
  const fields = {
    userId: draft.userId,
    party: draft.party,
    content: draft.content,
    summary: draft.summary,
    updatedAt: seen.now,
    state: change.state ?? ('editing' as const),
  };
  if (seen.version === 0) {
    refuseTooMany(tx, draft);
    const row = { ...draft, ...fields, version: 1, createdAt: seen.now };
    return tx.insert(drafts).values(row).onConflictDoNothing().returning().get() ?? null;
  }
  return (
    tx
      .update(drafts)
      .set({
        ...fields,
        version: seen.version + 1,
        ...(change.state && { refusal: null, notCreated: false }),
      })
      .where(
        and(
          ofBooks(draft),
          eq(drafts.id, draft.id),
          eq(drafts.dealId, draft.dealId),
          eq(drafts.version, seen.version),
          inArray(drafts.state, ['editing', 'discarded']),
        ),
      )
      .returning()
      .get() ?? null
  );
};

/** Saves from the version seen; null on a conflict. */
export const saveDraft = async (db: Db, draft: NewDraft, seen: { version: number; now: number }) =>
  db.transaction((tx) => putDraft(tx, draft, seen));

/** True when it was there to be discarded; one that is on its way, or was typed in since, is not. */
export const discardDraft = async (
  db: Db,
  books: BooksKey,
  { id, version, now }: { id: string; version: number; now: number },
) =>
  db
    .update(drafts)
    .set({ state: 'discarded', updatedAt: now })
    .where(
      and(
        ofBooks(books),
        eq(drafts.id, id),
        eq(drafts.version, version),
        eq(drafts.state, 'editing'),
      ),
    )
    .run().changes === 1;

/** Back to the form, with why; what was attempted is known to have created nothing. */
export const backToForm = (
  tx: Pick<Db, 'update'>,
  draft: Pick<Draft, 'id' | 'generation'>,
  why: { refusal: Refusal | null; notCreated: boolean },
): void => {
  tx.update(drafts)
    .set({ state: 'editing', generation: draft.generation + 1, ...why })
    .where(and(eq(drafts.id, draft.id), inArray(drafts.state, ['sending', 'unknown', 'choose'])))
    .run();
};
