import { realmOf } from '../books/realm-of.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { candidatesFor } from '../customers/candidates.ts';
import type { Candidate } from '../customers/contract.ts';
import type { DealWithFields } from '../pipedrive/gateway.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { type DealParties, partiesOf } from '../preferences/deal-parties.ts';
import { type FilledDetails, fillDetails } from '../preferences/fill-details.ts';
import type { Books } from '../shared/books.ts';
import type { DraftForm } from './contract.ts';
import { proposeNumber } from './propose-number.ts';

export type Around = {
  details: FilledDetails;
  deal: DraftForm['deal'];
  candidates: Candidate[];
};

/** The customer's details by the mapping, the names of the deal's parties, and who they may be. */
export const partiesAround = async (
  ctx: Ctx,
  connection: HolderConnection,
  deal: DealWithFields,
  { mapping }: SavedPreferences,
): Promise<Around> => {
  const parties = partiesOf(ctx, deal);
  const details = await fillDetails(ctx, deal, mapping, parties);
  const candidates = await candidatesFor(ctx, connection, {
    organizationId: deal.organizationId,
    personId: deal.personId,
    name: details.to,
    email: details.email,
  });
  return { details, deal: await dealNames(deal, parties), candidates };
};

const dealNames = async (
  deal: DealWithFields,
  { nameOf }: DealParties,
): Promise<DraftForm['deal']> => {
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

/** The number to propose when the company numbers its invoices itself; one call. */
export const nextNumber = async (
  ctx: Ctx,
  connection: HolderConnection,
  books: Books,
): Promise<string | null> =>
  books.customNumbers
    ? proposeNumber(await ctx.quickbooks.recentNumbers(realmOf(connection)))
    : null;
