import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { storedProfile } from '../company-profile/store.ts';
import { activeConnection, ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { drafts } from './contract.ts';
import { chooseInvoice } from './creating/choose-candidate.ts';
import { createInvoice } from './creating/create-from-draft.ts';
import { draftRowOf, partyToSave } from './draft-row.ts';
import { statusOf } from './draft-status.ts';
import { estimates } from './filling/estimates.ts';
import { lastInvoice } from './filling/last-invoice.ts';
import { openDraft } from './filling/open-draft.ts';
import { previewNumber } from './numbering/preview-number.ts';
import { lookUpRecords, rereadRecords } from './preflight/known-records.ts';
import { type Draft, discardDraft, draftById, saveDraft } from './store.ts';

/** Returns the draft. Throws not_found, and what the deal check throws for a hidden deal. */
const visibleDraft = async (ctx: Ctx, realmId: string, draftId: string): Promise<Draft> => {
  const draft = await draftById(ctx.db, { companyId: ctx.companyId, realmId }, draftId);
  if (!draft) throw new AppError('not_found');
  await ctx.dealCheck(ctx, draft.dealId);
  return draft;
};

export const draftsService: Service<typeof drafts> = {
  open: openDraft,

  async save(ctx, input) {
    const { realmId } = await ownedConnection(ctx);
    const previous = await draftById(ctx.db, { companyId: ctx.companyId, realmId }, input.draftId);
    const party = await partyToSave(ctx, input.dealId, previous);
    const profile = await storedProfile(ctx.db, ctx.companyId, realmId);
    const row = draftRowOf(ctx, realmId, party, input, profile?.profile ?? null);
    const now = ctx.clock.now();
    const saved = await saveDraft(ctx.db, row, { version: input.version, now }, input.entry);
    if (saved) return { version: saved.version, savedAt: iso(saved.updatedAt) };
    const current = await draftById(ctx.db, row, row.id);
    if (current && current.dealId === row.dealId) return repeatedSave(current, input);
    throw new AppError('draft_changed');
  },

  async discard(ctx, { draftId, version }) {
    const connection = await ownedConnection(ctx);
    const draft = await visibleDraft(ctx, connection.realmId, draftId);
    const discarded = await discardDraft(ctx.db, draft, {
      draftId,
      version,
      now: ctx.clock.now(),
    });
    if (discarded) return {};
    throw new AppError(draft.state === 'editing' ? 'draft_changed' : 'draft_busy');
  },

  create: createInvoice,

  lastInvoice,
  estimates,
  previewNumber,

  async knownRecords(ctx, { dealId, again = false, ...named }) {
    const connection = await ownedConnection(ctx);
    await ctx.dealCheck(ctx, dealId);
    const known = await lookUpRecords(ctx, connection, named);
    return again ? rereadRecords(ctx, connection, named, known) : known;
  },

  async status(ctx, { draftId }) {
    const connection = await ownedConnection(ctx);
    return statusOf(ctx, await visibleDraft(ctx, connection.realmId, draftId));
  },

  async choose(ctx, { draftId, invoiceId }) {
    const connection = await activeConnection(ctx);
    const draft = await visibleDraft(ctx, connection.realmId, draftId);
    await chooseInvoice(ctx, realmOf(connection), draft, invoiceId);
    return statusOf(ctx, await visibleDraft(ctx, connection.realmId, draftId));
  },
};

/** Accepts a save repeated after a lost response: the next version has the same content already. */
const repeatedSave = (current: Draft, input: { version: number; content: Draft['content'] }) => {
  if (current.state !== 'editing') throw new AppError('draft_busy');
  const same = JSON.stringify(current.content) === JSON.stringify(input.content);
  if (!same || current.version !== input.version + 1) throw new AppError('draft_changed');
  return { version: current.version, savedAt: iso(current.updatedAt) };
};
