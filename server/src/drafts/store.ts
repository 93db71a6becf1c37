import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import { AppError } from '../app-error.ts';
import type { Db, Reader, Tx } from '../db/database.ts';
import { preparedRows } from '../db/prepared.ts';
import { anyRealm, inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { Ending, Work } from '../operations/kinds.ts';
import { inputLimits } from '../shared/checks/input-limits.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { InvoiceTotals } from '../shared/money/invoice-totals.ts';
import { refusalOf } from './creating/refusal.ts';
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

/** How a draft that is being sent is shown, by its open operation. */
const shownAs = { sending: 'sending', unconfirmed: 'unknown', asking: 'choose' } as const;

type UnfinishedState = 'editing' | (typeof shownAs)[keyof typeof shownAs];

const shownColumns = {
  id: drafts.id,
  dealId: drafts.dealId,
  state: drafts.state,
  version: drafts.version,
  summary: drafts.summary,
  updatedAt: drafts.updatedAt,
  /** The state of what is being created for it; at most one operation of a draft is open. */
  open: sql<keyof typeof shownAs | null>`(select max(o.state) from operations o
    where o.draft_id = drafts.id and o.state in ('sending', 'unconfirmed', 'asking'))`,
};

const isUnfinished = inArray(drafts.state, ['editing', 'sending']);

const unfinishedOfDeal = preparedRows(shownColumns, (db) =>
  db
    .select(shownColumns)
    .from(drafts)
    .where(
      and(inRealm(drafts, anyRealm), eq(drafts.dealId, sql.placeholder('dealId')), isUnfinished),
    ),
);

const rowsOfDeals = async (db: Reader, realmKey: RealmKey, dealIds: number[]) => {
  const [dealId, ...others] = dealIds;
  if (dealId === undefined) return [];
  if (others.length === 0) return unfinishedOfDeal(db, { ...realmKey, dealId });
  return db
    .select(shownColumns)
    .from(drafts)
    .where(and(inRealm(drafts, realmKey), inArray(drafts.dealId, dealIds), isUnfinished));
};

/** The unfinished drafts of these deals: those being sent first, then the last edited. */
export const unfinishedDrafts = async (db: Reader, realmKey: RealmKey, dealIds: number[]) => {
  const rows = await rowsOfDeals(db, realmKey, dealIds);
  const shown = rows.map(({ open, ...row }) => {
    const state: UnfinishedState = row.state === 'editing' ? 'editing' : shownAs[open ?? 'sending'];
    return { ...row, state };
  });
  return shown.sort(
    (a, b) =>
      Number(a.state === 'editing') - Number(b.state === 'editing') || b.updatedAt - a.updatedAt,
  );
};

/** A draft of these books; null when there is none, whoever else may have one of that id. */
export const draftById = async (
  db: Reader,
  realmKey: RealmKey,
  id: string,
): Promise<Draft | null> => {
  const [draft] = await db
    .select()
    .from(drafts)
    .where(and(inRealm(drafts, realmKey), eq(drafts.id, id), ne(drafts.state, 'discarded')))
    .limit(1);
  return draft ?? null;
};

/** A draft that is being sent, and its totals as the form was checked by. */
export type SentDraft = { draft: Draft; totals?: InvoiceTotals | undefined };

/** Drafts of operations that were begun in this process: a long draft takes long to parse and to add up. */
const begun = new WeakMap<object, SentDraft>();

/** A draft does not change while it is being sent, so that it is not read again for this operation. */
export const rememberSent = (operation: object, sent: SentDraft): void => {
  begun.set(operation, sent);
};

/** The draft of an operation. */
export const draftToSend = async (
  db: Reader,
  operation: { draftId: string | null },
): Promise<SentDraft> => {
  const known = begun.get(operation);
  if (known) return known;
  const { draftId } = operation;
  const [draft] = await db
    .select()
    .from(drafts)
    .where(eq(drafts.id, draftId ?? ''))
    .limit(1);
  if (!draft) throw new Error('The operation has no draft');
  return { draft };
};

/** Throws too_many_drafts when the deal has as many other unfinished drafts as it may have. */
const refuseTooMany = async (tx: Tx, draft: NewDraft): Promise<void> => {
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

const savedColumns = {
  version: drafts.version,
  generation: drafts.generation,
  createdAt: drafts.createdAt,
};

/**
 * Writes the draft as it was typed, from the version the user saw. One that was discarded in another tab comes
 * back: nothing typed is lost. Null when that is no longer the version, when the draft is being sent, or when
 * the id is somebody else's. Throws too_many_drafts for a new one beyond the limit of its deal.
 */
export const putDraft = async (
  tx: Tx,
  draft: NewDraft,
  seen: { version: number; now: number },
  state: 'editing' | 'sending' = 'editing',
): Promise<Draft | null> => {
  const fields = {
    userId: draft.userId,
    party: draft.party,
    content: draft.content,
    summary: draft.summary,
    updatedAt: seen.now,
    state,
  };
  const untold = { refusal: null, notCreated: false, proof: null, invoiceId: null };
  // Short columns come back only: parsing a long draft again takes longer than storing it.
  if (seen.version === 0) {
    await refuseTooMany(tx, draft);
    const row = { ...draft, ...fields, version: 1, createdAt: seen.now };
    const [stored] = await tx
      .insert(drafts)
      .values(row)
      .onConflictDoNothing()
      .returning(savedColumns);
    return stored ? { ...row, ...untold, ...stored } : null;
  }
  const [stored] = await tx
    .update(drafts)
    .set({
      ...fields,
      version: seen.version + 1,
      ...(state === 'sending' && { refusal: null, notCreated: false }),
    })
    .where(
      and(
        inRealm(drafts, draft),
        eq(drafts.id, draft.id),
        eq(drafts.dealId, draft.dealId),
        eq(drafts.version, seen.version),
        inArray(drafts.state, ['editing', 'discarded']),
      ),
    )
    .returning({ ...savedColumns, refusal: drafts.refusal, notCreated: drafts.notCreated });
  return stored ? { ...draft, ...fields, ...untold, ...stored } : null;
};

/** Saves from the version seen; null on a conflict. */
export const saveDraft = (db: Db, draft: NewDraft, seen: { version: number; now: number }) =>
  transact(db, (tx) => putDraft(tx, draft, seen));

/** True when it was there to be discarded; one that is being sent, or was edited since, is not. */
export const discardDraft = (
  db: Db,
  realmKey: RealmKey,
  { id, version, now }: { id: string; version: number; now: number },
): Promise<boolean> =>
  transact(db, async (tx) => {
    const discarded = await tx
      .update(drafts)
      .set({ state: 'discarded', updatedAt: now })
      .where(
        and(
          inRealm(drafts, realmKey),
          eq(drafts.id, id),
          eq(drafts.version, version),
          eq(drafts.state, 'editing'),
        ),
      )
      .returning({ id: drafts.id });
    return discarded.length === 1;
  });

/** Back to the form, with why: what was sent is known to have created nothing. */
export const backToForm = async (
  tx: Tx,
  { operation: { draftId }, background }: Pick<Work<unknown>, 'operation' | 'background'>,
  { state, fault, tid }: Ending,
): Promise<void> => {
  const [draft] = await tx
    .select({ content: drafts.content, generation: drafts.generation })
    .from(drafts)
    .where(and(eq(drafts.id, draftId ?? ''), eq(drafts.state, 'sending')))
    .limit(1);
  if (!draft) return;
  await tx
    .update(drafts)
    .set({
      state: 'editing',
      generation: draft.generation + 1,
      refusal: fault && refusalOf({ ...fault, tid }, draft.content),
      // A user who waits is told why by an error; in the background only the form can tell.
      notCreated: state !== 'refused' || (fault === null && background === true),
    })
    .where(eq(drafts.id, draftId ?? ''));
};
