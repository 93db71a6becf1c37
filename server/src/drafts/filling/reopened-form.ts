import { iso, todayIn } from '../../clock.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { deriveBasis } from '../../invoices/deal-basis.ts';
import { leftToBill } from '../../invoices/left-to-bill.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import { preferencesOf } from '../../preferences/service.ts';
import { readPreferences } from '../../preferences/store.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { fallbackWhenUnavailable } from '../../vendor-calls/fallback-when-unavailable.ts';
import type { DraftForm } from '../contract.ts';
import { statusOf } from '../draft-status.ts';
import { type NumberProposal, proposeInvoiceNumber } from '../numbering/propose-invoice-number.ts';
import { withNumbering } from '../numbering/with-numbering.ts';
import { knownRecordsOf, recordsNamedIn } from '../preflight/known-records.ts';
import type { Draft } from '../store.ts';
import { besidePlan } from './beside-plan.ts';
import { type FormParties, formParties, usualRecipients } from './form-data.ts';

/**
 * Returns the form of a stored draft. It opens even while QuickBooks or Pipedrive is unavailable,
 * without suggestions.
 */
export const reopenedForm = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: DealWithFields,
  draft: Draft,
): Promise<DraftForm> => {
  const saved = (await readPreferences(ctx.db, ctx.companyId))?.saved ?? null;
  const profile = withNumbering(await knownCompanyProfile(ctx, connection), saved);
  const today = todayIn(profile.zone, ctx.clock.now());
  const fallback: FormParties = {
    details: { to: '', address: '', email: '', taxId: '', missing: [] },
    fields: { texts: {}, missing: [] },
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
  const parties = editing
    ? await fallbackWhenUnavailable(
        async () => formParties(ctx, connection, deal, await preferencesOf(ctx), chosen),
        fallback,
      )
    : fallback;
  const noProposal: NumberProposal = { number: null, trouble: null };
  // A stored deal without its fields would look as if they were empty.
  const isDealRead = Object.keys(deal.fields).length > 0;
  const proposed =
    editing && isDealRead
      ? await fallbackWhenUnavailable(
          () =>
            proposeInvoiceNumber(ctx, connection, profile, saved?.numberPattern ?? null, {
              deal,
              date: today,
              draftId: draft.id,
            }),
          noProposal,
        )
      : noProposal;
  const content = withAddressesOf(draft.content, parties.chosen);
  return {
    status: await statusOf(ctx, draft),
    savedAt: iso(draft.updatedAt),
    today,
    openedAt: iso(ctx.clock.now()),
    content,
    profile,
    candidates: parties.candidates,
    lost: parties.lost,
    deal: parties.deal,
    room: await leftToBill(ctx, connection, deal),
    ...(await besidePlan(ctx, connection, deal, draft.id)),
    missingFields: [...parties.details.missing, ...parties.fields.missing],
    known: await knownRecordsOf(ctx, connection, recordsNamedIn(draft.id, content)),
    usualRecipients: usualRecipients(parties.details, profile),
    proposedNumber: proposed.number,
    numberTrouble: proposed.trouble,
  };
};

/** Updates e-mail and shipping address of the chosen customer to those in QuickBooks. */
const withAddressesOf = (content: DraftContent, now: FormParties['chosen']): DraftContent => {
  const { choice } = content.customer;
  if (choice.kind !== 'existing' || choice.id !== now?.id) return content;
  const { shipAddress = null, email } = now;
  const updated = { ...choice, shipAddress, email };
  return { ...content, customer: { ...content.customer, choice: updated } };
};
