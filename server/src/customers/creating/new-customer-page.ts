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

/** How long the form proposes the values of a failed attempt. */
const proposedForMs = 24 * 60 * 60_000;

type NewCustomerPage = NonNullable<CustomerLink['creating']>;

/**
 * Returns the form of a new customer for the context: the values of the last failed attempt, else
 * those of Pipedrive, and the state of that attempt. Null without an organization or person. No
 * vendor call.
 */
export const newCustomerPage = async (
  ctx: Ctx,
  context: Context,
  { deals, party }: VisibleContext,
  { details, party: pipedriveParty }: PartyDetails,
  profile: CompanyProfile,
): Promise<CustomerLink['creating']> => {
  if (!party) return null;
  const realmKey = { companyId: ctx.companyId, realmId: profile.realmId };
  const partyKey = { party: party.of, partyId: party.id };
  const last = await lastCreation(ctx.db, realmKey, partyKey, ctx.clock.now() - proposedForMs);
  const unfinished = last?.state === 'done' ? null : last;
  const { country, homeCurrency, multiCurrency, currencies } = profile;
  const [deal] = context.of === 'deal' ? (deals ?? []) : [];
  const { to, ...rest } = details;
  // The To field can hold several lines; the name is the first.
  const name = to.trim().split('\n')[0]?.trim() || pipedriveParty?.name || '';
  const currency = deal && currencies.includes(deal.currency) ? deal.currency : homeCurrency;
  return {
    proposed: unfinished ? typedValues(unfinished, currency) : { name, ...rest, currency },
    last: unfinished && lastAttempt(unfinished),
    profile: { country, homeCurrency, multiCurrency, currencies },
  };
};

const typedValues = ({ data }: Operation<Creation>, home: string): NewCustomer => {
  const { name, asked: details } = data;
  const { address = '', email = '', taxId = '', currency = home } = details;
  return { name, address, email, taxId, currency };
};

const lastAttempt = ({ state, data, fault }: Operation<Creation>): NewCustomerPage['last'] => {
  const ended = { not_done: 'not_created', unknown: 'not_known', refused: 'refused' } as const;
  if (state === 'done') return null;
  return {
    state: state in ended ? ended[state as keyof typeof ended] : 'checking',
    name: data.name,
    fields: fault ? creationProblems(fault) : [],
    said: fault?.said ?? '',
  };
};
