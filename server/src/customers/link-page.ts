import { isAppError } from '../app-error.ts';
import { booksAsKnown } from '../books/service.ts';
import { holderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import type { Place } from '../invoices/contract.ts';
import { visiblePlace } from '../invoices/place.ts';
import { isBusy } from '../operations/store.ts';
import { preferencesOf } from '../preferences/service.ts';
import { softly } from '../softly.ts';
import { asLink } from './as-link.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { type BeforeBooks, type InBooks, linkInBooks } from './link-in-books.ts';
import { linkAt, partiesAt } from './linked-customer.ts';
import { customerSubject } from './operations/update.ts';
import { placeDetails } from './place-details.ts';

/**
 * Who the place's organization or person is in QuickBooks, why, since when and by whom; what differs, and
 * who else it may be. While the connection is broken, or QuickBooks does not answer, what we know ourselves.
 */
export const customerLinkAt = async (ctx: Ctx, place: Place): Promise<CustomerLink> => {
  const connection = await holderConnection(ctx);
  const seen = await visiblePlace(ctx, place);
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const link = await linkAt(ctx.db, books, place, seen);
  const who = link ? { of: link.party, id: link.partyId } : seen.party;
  const { mapping, offerUpdates: offer } = await preferencesOf(ctx);
  const parties = partiesAt(place, seen);
  const told = await placeDetails(ctx, place, parties, who, mapping);
  const { details, party } = told;

  const before = { connection, place, seen, link, told, offer };
  const always = { party, offer };
  if (connection.state === 'broken' || party === null) {
    return { ...always, connection: connection.state, ...(await asKnown(ctx, before)) };
  }
  const buyer = { ...parties, name: details.to || party.name, email: details.email };
  try {
    return { ...always, connection: 'active', ...(await linkInBooks(ctx, before, buyer)) };
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
const asKnown = async (ctx: Ctx, { link }: BeforeBooks): Promise<InBooks> => ({
  link: link && (await asLink(ctx, link, null)),
  differences: [],
  candidates: [],
  creating: null,
  checking: false,
});

/** What of ours still waits for an answer; the silence may have begun with it. */
const beingChecked = async (
  ctx: Ctx,
  { connection, place, seen, link, told }: BeforeBooks,
): Promise<Pick<InBooks, 'creating' | 'checking'>> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const profile = await softly(() => booksAsKnown(ctx, connection), null);
  const creating = profile && (await newCustomerPage(ctx, place, seen, told, profile));
  return {
    creating: creating?.last?.state === 'checking' ? creating : null,
    checking: link !== null && (await isBusy(ctx.db, customerSubject(books, link.customerId))),
  };
};
