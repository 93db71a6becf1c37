import { plannedBeside } from '../../billing-plans/planned-amounts.ts';
import { entryOfDraft } from '../../billing-plans/store.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { Deal } from '../../pipedrive/gateway.ts';
import type { DraftForm } from '../contract.ts';

/** What a form shows of the deal's billing plan, from our own rows. */
export const besidePlan = async (
  ctx: Ctx,
  { realmId }: OwnedConnection,
  { id: dealId, currency }: Deal,
  draftId: string,
): Promise<Pick<DraftForm, 'instalment' | 'planned'>> => {
  const realmKey = { companyId: ctx.companyId, realmId };
  const [entry, planned] = await Promise.all([
    entryOfDraft(ctx.db, { ...realmKey, dealId }, draftId),
    plannedBeside(ctx.db, realmKey, { dealId, draftId, currency }),
  ]);
  return {
    instalment: entry && {
      entryId: entry.id,
      label: entry.label,
      amount: entry.amount,
      currency: entry.currency,
      number: entry.number,
      count: entry.count,
    },
    planned,
  };
};
