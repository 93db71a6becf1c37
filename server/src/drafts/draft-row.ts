import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import { amountsCurrency } from '../shared/money/conversion.ts';
import { type InvoiceTotals, invoiceTotals } from '../shared/money/invoice-totals.ts';
import type { Draft, NewDraft } from './store.ts';
import type { DraftParty, DraftSummary } from './tables.ts';

export const partyOf = (deal: Pick<Deal, 'organizationId' | 'personId'>): DraftParty => {
  if (deal.organizationId !== null) return { party: 'organization', partyId: deal.organizationId };
  return deal.personId === null ? null : { party: 'person', partyId: deal.personId };
};

/**
 * Returns the deal's organization or person after checking that the user may see the deal. While
 * Pipedrive is unavailable it uses the stored party of this user's own draft, so no input is lost.
 */
export const partyToSave = async (
  ctx: Ctx,
  dealId: number,
  previous: Draft | null,
): Promise<DraftParty> => {
  try {
    return partyOf(await ctx.dealCheck(ctx, dealId));
  } catch (error) {
    const unavailable = isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy');
    if (unavailable && previous?.dealId === dealId && previous.userId === ctx.userId)
      return previous.party;
    throw error;
  }
};

/** Maps a form to a row; company, user, realm and party come from the server, not from the form. */
export const draftRowOf = (
  ctx: Pick<Ctx, 'companyId' | 'userId'>,
  realmId: string,
  party: DraftParty,
  input: { draftId: string; dealId: number; content: DraftContent },
  profile: CompanyProfile | null,
  totals?: InvoiceTotals,
): NewDraft => ({
  id: input.draftId,
  companyId: ctx.companyId,
  realmId,
  dealId: input.dealId,
  userId: ctx.userId,
  party,
  content: input.content,
  summary: draftSummary(input.content, profile, totals),
});

/** Calculates the listed part of a draft once, when it is saved. */
const draftSummary = (
  content: DraftContent,
  profile: CompanyProfile | null,
  totals = profile && invoiceTotals(content, profile),
): DraftSummary => {
  const { choice, to } = content.customer;
  return {
    lines: content.lines.length,
    customerName: choice.kind === 'none' ? (to.split('\n')[0] ?? '') : choice.name,
    currency: amountsCurrency(content.details),
    total: totals?.complete ? totals.total : null,
  };
};
