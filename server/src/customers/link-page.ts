import { realmOf } from '../books/realm-of.ts';
import { booksAsKnown } from '../books/service.ts';
import { iso } from '../clock.ts';
import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { grantOf } from '../install/store.ts';
import type { Place } from '../invoices/contract.ts';
import { dealIdsOf, visiblePlace } from '../invoices/place.ts';
import { preferencesOf } from '../preferences/service.ts';
import type { BooksCustomerDetails } from '../quickbooks/told.ts';
import { customerPage } from '../quickbooks/web-links.ts';
import { softly } from '../softly.ts';
import { candidatesFor } from './candidates.ts';
import { isBeingChanged } from './change-store.ts';
import type { CustomerLink } from './contract.ts';
import { differencesBetween } from './differences.ts';
import { linkAt, partiesAt } from './linked-customer.ts';
import { newCustomerPage } from './new-customer-page.ts';
import { placeDetails } from './place-details.ts';
import { type CustomerLinkRow, renameLinked } from './store.ts';
import { otherFirst, whatBecame } from './what-became.ts';

/**
 * Who the place's organization or person is in QuickBooks, why, since when and by whom; what differs, and
 * who else it may be. While the connection is broken, what we know ourselves.
 */
export const customerLinkAt = async (ctx: Ctx, place: Place): Promise<CustomerLink> => {
  const connection = await holderConnection(ctx);
  const seen = await visiblePlace(ctx, place);
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const link = await linkAt(ctx.db, books, place, seen);
  const who = link ? { of: link.party, id: link.partyId } : seen.party;
  const { mapping, offerUpdates } = await preferencesOf(ctx);
  const parties = partiesAt(place, seen);
  const told = await placeDetails(ctx, place, parties, who, mapping);
  const { details, party } = told;

  const known = { connection: connection.state, party, offer: offerUpdates };
  if (connection.state === 'broken' || party === null) {
    const rest = { differences: [], candidates: [], creating: null, checking: false };
    return { ...known, ...rest, link: link && (await asLink(ctx, link, null)) };
  }
  const buyer = { ...parties, name: details.to || party.name, email: details.email };
  const [customer, candidates] = await Promise.all([
    link && ctx.quickbooks.customerDetails(realmOf(connection), link.customerId),
    softly(async () => (await candidatesFor(ctx, connection, buyer)).candidates, []),
  ]);
  const profile = await booksAsKnown(ctx, connection);
  const creating = customer?.active ? null : await newCustomerPage(ctx, place, seen, told, profile);
  if (!link) {
    return { ...known, link: null, differences: [], candidates, creating, checking: false };
  }

  const lost = customer?.active ? null : { id: link.customerId, inactive: customer !== null };
  const { trouble, other } = lost
    ? await whatBecame(ctx, connection, lost, dealIdsOf(seen) ?? [])
    : { trouble: null, other: null };
  if (customer && !trouble && customer.name !== link.customerName) {
    renameLinked(ctx.db, link, customer.name);
  }
  const compared = customer && !trouble && offerUpdates;
  return {
    ...known,
    link: { ...(await asLink(ctx, link, customer)), trouble },
    differences: compared ? differencesBetween(details, customer, profile.country) : [],
    candidates: otherFirst(other, candidates),
    creating,
    checking: await isBeingChanged(ctx.db, books, link.customerId),
  };
};

const asLink = async (
  ctx: Ctx,
  link: CustomerLinkRow,
  customer: BooksCustomerDetails | null,
): Promise<NonNullable<CustomerLink['link']>> => {
  const { webUrl } = ctx.settings.quickbooks;
  const grant = await grantOf(ctx.db, { companyId: ctx.companyId, userId: link.linkedById });
  return {
    customer: {
      id: link.customerId,
      // QuickBooks writes "(deleted)" behind the name of an inactive one.
      name: (customer?.active && customer.name) || link.customerName,
      email: customer?.email ?? null,
      address: customer?.address ?? null,
      currency: customer?.currency ?? null,
    },
    why: link.why,
    linkedBy: grant?.userName ?? '',
    since: iso(link.linkedAt),
    openUrl: customerPage({ webUrl, realmId: link.realmId }, link.customerId),
    trouble: null,
  };
};
