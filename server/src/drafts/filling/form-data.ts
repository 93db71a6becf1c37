import { exchangeRateOn } from '../../company-profile/exchange-rates.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { Candidate } from '../../customers/contract.ts';
import { candidatesFor, type LostCustomer } from '../../customers/matching/candidates.ts';
import { linkedCandidate } from '../../customers/matching/linked-candidate.ts';
import { resolveLostCustomer, withFirst } from '../../customers/matching/resolve-lost-customer.ts';
import { recipientsOf } from '../../customers/recipients.ts';
import type { DealWithFields } from '../../pipedrive/gateway.ts';
import type { SavedPreferences } from '../../preferences/contract.ts';
import { type DealParties, partiesOf } from '../../preferences/deal-parties.ts';
import {
  type FilledDetails,
  type FilledFields,
  fillDetails,
  fillInvoiceFields,
} from '../../preferences/fill-details.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';
import { customerPage } from '../../quickbooks/web-links.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Recipients } from '../../shared/contract/recipients.ts';
import { type ExchangeRate, missingRate } from '../../shared/money/exchange-rate.ts';
import {
  fallbackWhenRefused,
  fallbackWhenUnavailable,
} from '../../vendor-calls/fallback-when-unavailable.ts';
import type { DraftForm } from '../contract.ts';

export type FormParties = {
  details: FilledDetails;
  fields: FilledFields;
  deal: DraftForm['deal'];
  candidates: Candidate[];
  lost: DraftForm['lost'];
  /** The chosen, else linked customer as read from QuickBooks; null if unread. */
  chosen: QuickbooksCustomer | null;
};

/**
 * Reads the customer details by the mapping, the names of organization and person, and candidates.
 * `chosen` is the customer of a saved draft. Throws what the gateways throw.
 */
export const formParties = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: DealWithFields,
  { mapping, invoiceFields }: SavedPreferences,
  chosen: { id: string; name: string } | null,
): Promise<FormParties> => {
  const parties = partiesOf(ctx, deal);
  const [details, fields] = await Promise.all([
    fillDetails(ctx, deal, mapping, parties),
    fillInvoiceFields(ctx, deal, invoiceFields, parties),
  ]);
  const { candidates, lost, now } = await candidatesFor(ctx, connection, {
    organizationId: deal.organizationId,
    personId: deal.personId,
    currency: deal.currency,
    name: details.to,
    email: details.email,
    chosen,
  });
  const [names, lostResult] = await Promise.all([
    dealNames(deal, parties),
    lost && resolveLost(ctx, connection, deal, lost),
  ]);
  return {
    details,
    fields,
    deal: names,
    candidates: withFirst(lostResult?.other ?? null, candidates),
    lost: lostResult?.lost ?? null,
    chosen: now,
  };
};

/** Falls back to missing or inactive when QuickBooks cannot be read for a merge. */
const resolveLost = async (
  ctx: Ctx,
  connection: OwnedConnection,
  deal: DealWithFields,
  lost: LostCustomer,
): Promise<{ lost: DraftForm['lost']; other: Candidate | null }> => {
  const { id: customerId, name, inactive } = lost;
  const { trouble, other } = await fallbackWhenUnavailable(
    () => resolveLostCustomer(ctx, connection, lost, [deal.id]),
    { trouble: inactive ? 'inactive' : 'gone', other: null },
  );
  const { webUrl } = ctx.settings.quickbooks;
  const openUrl = customerPage({ webUrl, realmId: connection.realmId }, customerId);
  return { lost: { customer: { id: customerId, name }, trouble, openUrl }, other };
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

/** Returns the exchange rate of a fresh form; null if it needs none or QuickBooks returns none. */
export const rateFor = async (
  ctx: Ctx,
  connection: OwnedConnection,
  profile: CompanyProfile,
  details: { currency: string; issueDate: string },
): Promise<ExchangeRate | null> => {
  const query = missingRate(details, profile);
  const rate =
    query && (await fallbackWhenRefused(() => exchangeRateOn(ctx, connection, query), null));
  return query && rate !== null ? { ...query, rate, from: 'quickbooks' } : null;
};

/** The deal's e-mail address and the copies of the company's preferences. */
export const usualRecipients = (
  { email }: Pick<FilledDetails, 'email'>,
  { salesForms }: CompanyProfile,
): Recipients => ({ to: email, cc: salesForms?.cc ?? '', bcc: salesForms?.bcc ?? '' });

/** Recipients of the last invoice of the customer that is linked to the deal; null without one. */
export const rememberedFor = async (
  ctx: Ctx,
  { realmId }: OwnedConnection,
  candidates: Candidate[],
): Promise<Recipients | null> => {
  const linked = linkedCandidate(candidates);
  return linked
    ? recipientsOf(ctx.db, { companyId: ctx.companyId, realmId, customerId: linked.id })
    : null;
};
