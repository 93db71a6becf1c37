import { isAppError } from '../app-error.ts';
import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import type { InvoiceTotals } from '../shared/money/invoice-totals.ts';
import { draftSummary } from './draft-summary.ts';
import type { Draft, NewDraft } from './store.ts';
import type { DraftParty } from './tables.ts';

export const partyOf = (deal: Pick<Deal, 'organizationId' | 'personId'>): DraftParty => {
  if (deal.organizationId !== null) return { party: 'organization', partyId: deal.organizationId };
  return deal.personId === null ? null : { party: 'person', partyId: deal.personId };
};

/**
 * Whom the deal is with, which also checks that the user may see it. While Pipedrive does not answer,
 * what this user saved on this deal before is as good: nothing typed may be lost for it.
 */
export const partyToSave = async (
  ctx: Ctx,
  dealId: number,
  before: Draft | null,
): Promise<DraftParty> => {
  try {
    return partyOf(await ctx.dealCheck(ctx, dealId));
  } catch (error) {
    const down = isAppError(error, 'pipedrive_unavailable', 'pipedrive_busy');
    if (down && before?.dealId === dealId && before.userId === ctx.userId) return before.party;
    throw error;
  }
};

/** What is stored of a form: whose it is comes from the token, the connection and the deal. */
export const draftRowOf = (
  ctx: Pick<Ctx, 'companyId' | 'userId'>,
  realmId: string,
  party: DraftParty,
  typed: { draftId: string; dealId: number; content: DraftContent },
  profile: CompanyProfile | null,
  totals?: InvoiceTotals,
): NewDraft => ({
  id: typed.draftId,
  companyId: ctx.companyId,
  realmId,
  dealId: typed.dealId,
  userId: ctx.userId,
  party,
  content: typed.content,
  summary: draftSummary(typed.content, profile, totals),
});
