import type { Ctx } from '../context.ts';
import type { Deal } from '../pipedrive/gateway.ts';
import type { Books } from '../shared/books.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import { draftSummary } from './draft-summary.ts';
import type { NewDraft } from './store.ts';
import type { DraftParty } from './tables.ts';

const partyOf = (deal: Deal): DraftParty => {
  if (deal.organizationId !== null) return { party: 'organization', partyId: deal.organizationId };
  return deal.personId === null ? null : { party: 'person', partyId: deal.personId };
};

/** What is stored of a form: whose it is comes from the token, the connection and the deal. */
export const draftRowOf = (
  ctx: Pick<Ctx, 'companyId' | 'userId'>,
  connection: { realmId: string },
  deal: Deal,
  typed: { draftId: string; content: DraftContent },
  books: Books,
): NewDraft => ({
  id: typed.draftId,
  companyId: ctx.companyId,
  realmId: connection.realmId,
  dealId: deal.id,
  userId: ctx.userId,
  party: partyOf(deal),
  content: typed.content,
  summary: draftSummary(typed.content, books),
});
