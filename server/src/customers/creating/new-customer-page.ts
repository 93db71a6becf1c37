import type { Ctx } from '../../context.ts';
import type { Context } from '../../invoices/contract.ts';
import type { VisibleContext } from '../../invoices/visible-context.ts';
import type { Operation } from '../../operations/tables.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { NewCustomer } from '../../shared/contract/new-customer.ts';
import type { CustomerLink } from '../contract.ts';
import { type Creation, lastCreation } from '../operations/create-customer.ts';
import type { PartyDetails } from '../party-details.ts';
import { creationProblems } from './creation-problems.ts';

/** How long what was typed for a customer that came to nothing stays in the form. */
const keptForMs = 24 * 60 * 60_000;

type NewCustomerPage = NonNullable<CustomerLink['creating']>;

/**
 * What a new customer of a place would be given: what was typed for it last, else what Pipedrive says;
 * and how the last attempt stands. Null where there is nobody to link. Asks nobody.
 */
export const newCustomerPage = async (
  ctx: Ctx,
  context: Context,
  { deals, party }: VisibleContext,
  { details, party: named }: PartyDetails,
  profile: CompanyProfile,
): Promise<CustomerLink['creating']> => {
  if (!party) return null;
  const whose = { companyId: ctx.companyId, realmId: profile.realmId };
  const of = { party: party.of, partyId: party.id };
  const last = await lastCreation(ctx.db, whose, of, ctx.clock.now() - keptForMs);
  const unfinished = last?.state === 'done' ? null : last;
  const { country, homeCurrency, multiCurrency, currencies } = profile;
  const [deal] = context.of === 'deal' ? (deals ?? []) : [];
  const { to, ...rest } = details;
  // To may hold several lines; the name stands in the first.
  const name = to.trim().split('\n')[0]?.trim() || named?.name || '';
  const currency = deal && currencies.includes(deal.currency) ? deal.currency : homeCurrency;
  return {
    proposed: unfinished ? typed(unfinished, currency) : { name, ...rest, currency },
    last: unfinished && lastOf(unfinished),
    profile: { country, homeCurrency, multiCurrency, currencies },
  };
};

const typed = ({ data }: Operation<Creation>, home: string): NewCustomer => {
  const { name, asked } = data;
  const { address = '', email = '', taxId = '', currency = home } = asked;
  return { name, address, email, taxId, currency };
};

const lastOf = ({ state, data, fault }: Operation<Creation>): NewCustomerPage['last'] => {
  const ended = { not_done: 'not_created', unknown: 'not_known', refused: 'refused' } as const;
  if (state === 'done') return null;
  return {
    state: state in ended ? ended[state as keyof typeof ended] : 'checking',
    name: data.name,
    fields: fault ? creationProblems(fault) : [],
    said: fault?.said ?? '',
  };
};
