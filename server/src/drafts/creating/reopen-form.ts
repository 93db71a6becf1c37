import { and, eq } from 'drizzle-orm';
import type { Tx } from '../../db/database.ts';
import type { ItemCreation } from '../../items/operations/create-item.ts';
import type { Ending, Work } from '../../operations/kinds.ts';
import type { Operation } from '../../operations/tables.ts';
import { readPreferences } from '../../preferences/store.ts';
import type { Fault } from '../../quickbooks/write-result.ts';
import type { Refusal } from '../contract.ts';
import { nextFreeNumber } from '../numbering/next-free-number.ts';
import type { Draft } from '../store.ts';
import { drafts } from '../tables.ts';
import { itemRefusal } from './item-refusal.ts';
import { refusalOf } from './refusal.ts';

/**
 * Returns a draft to the form with the reason, after its operation is known to have created
 * nothing.
 */
export const reopenForm = async (
  tx: Tx,
  { operation, background }: Pick<Work<unknown>, 'operation' | 'background'>,
  { state, fault, tid }: Ending,
): Promise<void> => {
  const { draftId } = operation;
  const [draft] = await tx
    .select({
      id: drafts.id,
      companyId: drafts.companyId,
      realmId: drafts.realmId,
      content: drafts.content,
      generation: drafts.generation,
    })
    .from(drafts)
    .where(and(eq(drafts.id, draftId ?? ''), eq(drafts.state, 'sending')))
    .limit(1);
  if (!draft) return;
  await tx
    .update(drafts)
    .set({
      state: 'editing',
      generation: draft.generation + 1,
      refusal: fault && (await refusalBy(tx, operation, draft, { ...fault, tid })),
      // A waiting user gets the reason in the response; that of background work is shown here.
      notCreated: state !== 'refused' || (fault === null && background === true),
    })
    .where(eq(drafts.id, draftId ?? ''));
};

type RefusedDraft = Pick<Draft, 'id' | 'companyId' | 'realmId' | 'content'>;

const refusalBy = async (
  tx: Tx,
  { kind, data }: Operation,
  draft: RefusedDraft,
  fault: Fault,
): Promise<Refusal> =>
  kind === 'draft_item'
    ? itemRefusal(fault, draft.content, (data as ItemCreation).name)
    : refusalWithNext(tx, draft, fault);

/**
 * Adds the next free number for one that the mirror does not have, but an invoice in QuickBooks
 * has.
 */
const refusalWithNext = async (tx: Tx, draft: RefusedDraft, fault: Fault): Promise<Refusal> => {
  const refusal = refusalOf(fault, draft.content);
  const taken = refusal.fields.find(({ problem }) => problem === 'number_taken');
  if (!taken) return refusal;
  const pattern = (await readPreferences(tx, draft.companyId))?.saved.numberPattern?.pattern;
  const used = draft.content.details.number.trim();
  const next = await nextFreeNumber(tx, { ...draft, draftId: draft.id }, used, pattern ?? null);
  if (next === null) return refusal;
  return {
    ...refusal,
    fields: refusal.fields.map((field) => (field === taken ? { ...field, limit: next } : field)),
  };
};
