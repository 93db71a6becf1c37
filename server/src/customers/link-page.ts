import { isAppError } from '../app-error.ts';
import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { Context } from '../invoices/contract.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { describeLink } from './describe-link.ts';
import { type KnownLink, type LinkInQuickbooks, linkInQuickbooks } from './link-in-quickbooks.ts';
import { linkOfContext, partiesOfContext } from './linked-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import { partyDetails } from './party-details.ts';

/**
 * Returns the customer linked to the context's organization or person, with differences and
 * candidates. Falls back to stored data while the connection is broken or QuickBooks is
 * unavailable.
 */
export const customerLinkPage = async (ctx: Ctx, context: Context): Promise<CustomerLink> => {
  const connection = await ownedConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const link = await linkOfContext(ctx.db, realmKey, context, visible);
  const linkedParty = link ? { of: link.party, id: link.partyId } : visible.party;
  const { mapping, offerUpdates: offer } = await preferencesOf(ctx);
  const parties = partiesOfContext(context, visible);
  const pipedrive = await partyDetails(ctx, context, parties, linkedParty, mapping);
  const { details, party } = pipedrive;

  const stored = { connection, context, visible, link, pipedrive, offer };
  const common = { party, offer };
  if (connection.state === 'broken' || party === null) {
    return { ...common, connection: connection.state, ...(await storedLink(ctx, stored)) };
  }
  const buyer = { ...parties, name: details.to || party.name, email: details.email };
  try {
    return { ...common, connection: 'active', ...(await linkInQuickbooks(ctx, stored, buyer)) };
  } catch (error) {
    if (isAppError(error, 'connection_broken')) {
      return { ...common, connection: 'broken', ...(await storedLink(ctx, stored)) };
    }
    if (!isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy')) throw error;
    const unconfirmed = await unconfirmedOperations(ctx, stored);
    return { ...common, connection: 'away', ...(await storedLink(ctx, stored)), ...unconfirmed };
  }
};

/** The page from stored data, without QuickBooks. */
const storedLink = async (ctx: Ctx, { link }: KnownLink): Promise<LinkInQuickbooks> => ({
  link: link && (await describeLink(ctx, link, null)),
  differences: [],
  candidates: [],
  creating: null,
  checking: false,
});

/** Unconfirmed operations of the customer, which the outage may have interrupted. */
const unconfirmedOperations = async (
  ctx: Ctx,
  { connection, context, visible, link, pipedrive }: KnownLink,
): Promise<Pick<LinkInQuickbooks, 'creating' | 'checking'>> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const profile = await fallbackWhenUnavailable(() => knownCompanyProfile(ctx, connection), null);
  const creating = profile && (await newCustomerPage(ctx, context, visible, pipedrive, profile));
  return {
    creating: creating?.last?.state === 'checking' ? creating : null,
    checking: link !== null && (await isBusy(ctx.db, customerSubject(realmKey, link.customerId))),
  };
};
