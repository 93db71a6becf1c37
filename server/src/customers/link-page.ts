import { isAppError } from '../app-error.ts';
import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { ownedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import { fallbackWhenUnavailable } from '../fallback-when-unavailable.ts';
import type { Context } from '../invoices/contract.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { describeLink } from './describe-link.ts';
import { type InQuickbooks, type KnownLink, linkInQuickbooks } from './link-in-quickbooks.ts';
import { linkAt, partiesAt } from './linked-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import { partyDetails } from './party-details.ts';

/**
 * Who the place's organization or person is in QuickBooks, why, since when and by whom; what differs, and
 * who else it may be. While the connection is broken, or QuickBooks does not answer, what we know ourselves.
 */
export const customerLinkAt = async (ctx: Ctx, context: Context): Promise<CustomerLink> => {
  const connection = await ownedConnection(ctx);
  const visible = await visibleContext(ctx, context);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const link = await linkAt(ctx.db, realmKey, context, visible);
  const who = link ? { of: link.party, id: link.partyId } : visible.party;
  const { mapping, offerUpdates: offer } = await preferencesOf(ctx);
  const parties = partiesAt(context, visible);
  const told = await partyDetails(ctx, context, parties, who, mapping);
  const { details, party } = told;

  const before = { connection, context, visible, link, told, offer };
  const always = { party, offer };
  if (connection.state === 'broken' || party === null) {
    return { ...always, connection: connection.state, ...(await asKnown(ctx, before)) };
  }
  const buyer = { ...parties, name: details.to || party.name, email: details.email };
  try {
    return { ...always, connection: 'active', ...(await linkInQuickbooks(ctx, before, buyer)) };
  } catch (error) {
    if (isAppError(error, 'connection_broken')) {
      return { ...always, connection: 'broken', ...(await asKnown(ctx, before)) };
    }
    if (!isAppError(error, 'quickbooks_unavailable', 'quickbooks_busy')) throw error;
    const checked = await beingChecked(ctx, before);
    return { ...always, connection: 'away', ...(await asKnown(ctx, before)), ...checked };
  }
};

/** Without QuickBooks: who is linked. */
const asKnown = async (ctx: Ctx, { link }: KnownLink): Promise<InQuickbooks> => ({
  link: link && (await describeLink(ctx, link, null)),
  differences: [],
  candidates: [],
  creating: null,
  checking: false,
});

/** What of ours still waits for an answer; the silence may have begun with it. */
const beingChecked = async (
  ctx: Ctx,
  { connection, context, visible, link, told }: KnownLink,
): Promise<Pick<InQuickbooks, 'creating' | 'checking'>> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const profile = await fallbackWhenUnavailable(() => knownCompanyProfile(ctx, connection), null);
  const creating = profile && (await newCustomerPage(ctx, context, visible, told, profile));
  return {
    creating: creating?.last?.state === 'checking' ? creating : null,
    checking: link !== null && (await isBusy(ctx.db, customerSubject(realmKey, link.customerId))),
  };
};
