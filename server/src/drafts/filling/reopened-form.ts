import { booksAsKnown } from '../../books/service.ts';
import { iso } from '../../clock.ts';
import type { HolderConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { deriveBasis } from '../../invoices/deal-basis.ts';
import { roomOnDeal } from '../../invoices/room-on-deal.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import { preferencesOf } from '../../preferences/service.ts';
import type { DraftContent } from '../../shared/draft-content.ts';
import { softly } from '../../softly.ts';
import type { DraftForm } from '../contract.ts';
import { statusOf } from '../draft-status.ts';
import type { Draft } from '../store.ts';
import { type Around, nextNumber, partiesAround } from './around-the-form.ts';

/**
 * A stored draft as it was left. It opens while QuickBooks or Pipedrive does not answer: what was typed
 * and where it stands is ours; only the suggestions beside it are not.
 */
export const reopenedForm = async (
  ctx: Ctx,
  connection: HolderConnection,
  deal: DealWithFields,
  draft: Draft,
): Promise<DraftForm> => {
  const books = await booksAsKnown(ctx, connection);
  const bare: Around = {
    details: { to: '', address: '', email: '', taxId: '', missing: [] },
    deal: {
      id: deal.id,
      title: deal.title,
      currency: deal.currency,
      organization: null,
      person: null,
    },
    candidates: [],
    lost: null,
    chosen: null,
  };
  const { choice } = draft.content.customer;
  const chosen = choice.kind === 'existing' ? { id: choice.id, name: choice.name } : null;
  const editing = draft.state === 'editing';
  if (editing) await deriveBasis(ctx, deal);
  const around = editing
    ? await softly(
        async () => partiesAround(ctx, connection, deal, await preferencesOf(ctx), chosen),
        bare,
      )
    : bare;
  return {
    status: await statusOf(ctx, draft),
    savedAt: iso(draft.updatedAt),
    openedAt: iso(ctx.clock.now()),
    content: withAddressesOf(draft.content, around.chosen),
    books,
    candidates: around.candidates,
    lost: around.lost,
    deal: around.deal,
    room: await roomOnDeal(ctx, connection, deal),
    missingFields: around.details.missing,
    proposedNumber: editing ? await softly(() => nextNumber(ctx, connection, books), null) : null,
  };
};

/** Where the customer's addresses were changed in QuickBooks meanwhile, the draft follows. */
const withAddressesOf = (content: DraftContent, now: Around['chosen']): DraftContent => {
  const { choice } = content.customer;
  if (choice.kind !== 'existing' || choice.id !== now?.id) return content;
  const { shipAddress = null, email } = now;
  const known = { ...choice, shipAddress, email };
  return { ...content, customer: { ...content.customer, choice: known } };
};
