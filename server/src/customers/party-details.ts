import type { Ctx } from '../context.ts';
import type { Context } from '../invoices/contract.ts';
import type { DealWithFields } from '../pipedrive/gateway.ts';
import type { Mapping } from '../preferences/contract.ts';
import { partiesOf } from '../preferences/deal-parties.ts';
import { fillDetails } from '../preferences/fill-details.ts';
import type { CustomerLink } from './contract.ts';
import type { Parties } from './linked-customer.ts';

export type PartyDetails = {
  /** The customer's details by the mapping; what only a deal could tell is empty elsewhere. */
  details: { to: string; address: string; email: string; taxId: string };
  party: CustomerLink['party'];
};

/** An organization or person by itself, the way a deal without anything else would point to it. */
const asDeal = (parties: Parties): DealWithFields => ({
  id: 0,
  title: '',
  currency: '',
  value: null,
  status: null,
  ...parties,
  archived: false,
  fields: {},
});

/** What Pipedrive says of who stands behind a place the user may see. Throws what the gateway throws. */
export const partyDetails = async (
  ctx: Ctx,
  context: Context,
  parties: Parties,
  who: { of: 'organization' | 'person'; id: number } | null,
  mapping: Mapping,
): Promise<PartyDetails> => {
  const deal = context.of === 'deal' ? await ctx.dealCheck.fresh(ctx, context.id) : asDeal(parties);
  const asked = partiesOf(ctx, deal);
  const [{ missing: _, ...details }, name] = await Promise.all([
    fillDetails(ctx, deal, mapping, asked),
    who ? asked.nameOf(who.of, who.id) : '',
  ]);
  return { details, party: who && { ...who, name } };
};
