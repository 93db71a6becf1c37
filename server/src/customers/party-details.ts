import type { Ctx } from '../context.ts';
import type { Context } from '../invoices/contract.ts';
import type { DealWithFields } from '../pipedrive/gateway.ts';
import type { Mapping } from '../preferences/contract.ts';
import { partiesOf } from '../preferences/deal-parties.ts';
import { fillDetails } from '../preferences/fill-details.ts';
import type { CustomerLink } from './contract.ts';
import type { DealParties } from './store.ts';

export type PartyDetails = {
  /** The customer's details by the mapping; deal fields are empty outside a deal. */
  details: { to: string; address: string; email: string; taxId: string };
  party: CustomerLink['party'];
};

/** Wraps an organization or person in an empty deal, which the mapping works on. */
const asDeal = (parties: DealParties): DealWithFields => ({
  id: 0,
  title: '',
  value: null,
  status: null,
  ...parties,
  currency: '',
  archived: false,
  fields: {},
});

/**
 * Reads the details and name of the context's organization or person. Throws what the gateway
 * throws.
 */
export const partyDetails = async (
  ctx: Ctx,
  context: Context,
  parties: DealParties,
  party: { of: 'organization' | 'person'; id: number } | null,
  mapping: Mapping,
): Promise<PartyDetails> => {
  const deal = context.of === 'deal' ? await ctx.dealCheck.fresh(ctx, context.id) : asDeal(parties);
  const dealParties = partiesOf(ctx, deal);
  const [{ missing: _, ...details }, name] = await Promise.all([
    fillDetails(ctx, deal, mapping, dealParties),
    party ? dealParties.nameOf(party.of, party.id) : '',
  ]);
  return { details, party: party && { ...party, name } };
};
