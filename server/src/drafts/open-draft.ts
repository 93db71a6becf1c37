import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { booksOf } from '../books/service.ts';
import { iso, todayIn } from '../clock.ts';
import { activeConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { candidatesFor } from '../customers/candidates.ts';
import { itemsForProducts } from '../items/items-for-products.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import { type DealParties, partiesOf } from '../preferences/deal-parties.ts';
import { fillDetails } from '../preferences/fill-details.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { DraftForm } from './contract.ts';
import { statusOf } from './draft-status.ts';
import { fillFromDeal } from './fill-from-deal.ts';
import { proposeNumber } from './propose-number.ts';
import { type Draft, draftById, unfinishedDrafts } from './store.ts';

/**
 * Which draft *+ Invoice* shows: the one asked for; else one that is on its way, whatever was asked;
 * else the latest unfinished one, unless a fresh form was asked for.
 */
const pick = async (
  ctx: Ctx,
  realmId: string,
  input: { dealId: number; draftId: string | null; fresh: boolean },
): Promise<Draft | null> => {
  const books = { companyId: ctx.companyId, realmId };
  if (input.draftId) {
    const asked = await draftById(ctx.db, books, input.draftId);
    if (asked?.dealId !== input.dealId) throw new AppError('not_found');
    return asked;
  }
  const [first] = await unfinishedDrafts(ctx.db, books, input.dealId);
  const show = first && (first.state !== 'editing' || !input.fresh);
  return show ? draftById(ctx.db, books, first.id) : null;
};

/** The form: a draft as it was left, or a fresh one filled from the deal. */
export const openDraft = async (
  ctx: Ctx,
  input: { dealId: number; draftId: string | null; fresh: boolean },
): Promise<DraftForm> => {
  const connection = await activeConnection(ctx);
  const deal = await ctx.pipedrive.deal(ctx, input.dealId);
  const draft = await pick(ctx, connection.realmId, input);
  const [books, prefs] = await Promise.all([booksOf(ctx, connection), preferencesOf(ctx)]);
  const parties = partiesOf(ctx, deal);
  const details = await fillDetails(ctx, deal, prefs.mapping, parties);
  const candidates = await candidatesFor(ctx, connection, {
    organizationId: deal.organizationId,
    personId: deal.personId,
    name: details.to,
    email: details.email,
  });
  const shared = {
    books,
    candidates,
    deal: await dealNames(deal, parties),
    missingFields: details.missing,
    proposedNumber: books.customNumbers ? await nextNumber(ctx, connection) : null,
  };
  if (draft) {
    return {
      ...shared,
      status: await statusOf(ctx, connection, draft),
      savedAt: iso(draft.updatedAt),
      content: draft.content,
    };
  }
  const [products, discounts] = await Promise.all([
    ctx.pipedrive.dealProducts(ctx, deal.id),
    ctx.pipedrive.dealDiscounts(ctx, deal.id),
  ]);
  const content = fillFromDeal({
    deal,
    products,
    discounts,
    customer: {
      to: details.to,
      address: details.address,
      email: details.email,
      taxId: details.taxId,
    },
    term: prefs.term,
    books,
    candidates,
    items: await itemsForProducts(ctx, connection, products),
    today: todayIn(books.zone, ctx.clock.now()),
    proposedNumber: shared.proposedNumber,
    newKey: randomUUID,
  });
  return { ...shared, status: untouched(), savedAt: null, content };
};

/** A form nobody has saved yet already has its id: the first save may be repeated safely. */
const untouched = (): DraftForm['status'] => ({
  id: randomUUID(),
  version: 0,
  state: 'editing',
  sentAt: null,
  invoice: null,
  proof: null,
  refusal: null,
  notCreated: false,
  found: [],
});

const nextNumber = async (ctx: Ctx, connection: { id: string; realmId: string }) =>
  proposeNumber(
    await ctx.quickbooks.recentNumbers({
      connectionId: connection.id,
      realmId: connection.realmId,
    }),
  );

const dealNames = async (deal: Deal, { nameOf }: DealParties): Promise<DraftForm['deal']> => {
  const [organization, person] = await Promise.all([
    deal.organizationId === null ? '' : nameOf('organization', deal.organizationId),
    deal.personId === null ? '' : nameOf('person', deal.personId),
  ]);
  return {
    id: deal.id,
    title: deal.title,
    currency: deal.currency,
    organization: organization || null,
    person: person || null,
  };
};
