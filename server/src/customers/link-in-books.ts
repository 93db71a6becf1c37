import { realmOf } from '../books/realm-of.ts';
import { booksAsKnown } from '../books/service.ts';
import type { HolderConnection } from '../connection/holder.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { Place } from '../invoices/contract.ts';
import { dealIdsOf, type SeenPlace } from '../invoices/place.ts';
import { isBusy } from '../operations/store.ts';
import { softly } from '../softly.ts';
import { asLink } from './as-link.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { type Buyer, candidatesFor } from './matching/candidates.ts';
import { otherFirst, whatBecame } from './matching/what-became.ts';
import { customerSubject } from './operations/update.ts';
import type { PlaceDetails } from './place-details.ts';
import { type CustomerLinkRow, renameLinked } from './store.ts';
import { differencesBetween } from './updating/differences.ts';

/** What is known before QuickBooks is asked. */
export type BeforeBooks = {
  connection: HolderConnection;
  place: Place;
  seen: SeenPlace;
  link: CustomerLinkRow | null;
  told: PlaceDetails;
  /** Whether differences may be offered. */
  offer: boolean;
};

/** What it takes QuickBooks to tell. */
export type InBooks = Omit<CustomerLink, 'connection' | 'party' | 'offer'>;

/** The linked customer as QuickBooks has it, or who it may be. Throws what reads of QuickBooks throw. */
export const linkInBooks = async (
  ctx: Ctx,
  { connection, place, seen, link, told, offer }: BeforeBooks,
  buyer: Buyer,
): Promise<InBooks> => {
  const likely = async () => (await candidatesFor(ctx, connection, buyer)).candidates;
  const [customer, candidates] = await Promise.all([
    link && ctx.quickbooks.customerDetails(realmOf(connection), link.customerId),
    link ? softly(likely, []) : likely(),
  ]);
  const profile = await booksAsKnown(ctx, connection);
  const creating = await newCustomerPage(ctx, place, seen, told, profile);
  if (!link) return { link: null, differences: [], candidates, creating, checking: false };

  const lost = customer?.active ? null : { id: link.customerId, inactive: customer !== null };
  const { trouble, other } = lost
    ? await whatBecame(ctx, connection, lost, dealIdsOf(seen) ?? [])
    : { trouble: null, other: null };
  if (customer && !trouble && customer.name !== link.customerName) {
    await transact(ctx.db, (tx) => renameLinked(tx, link, customer.name));
  }
  const compared = customer && !trouble && offer;
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  return {
    link: { ...(await asLink(ctx, link, customer)), trouble },
    differences: compared ? differencesBetween(told.details, customer, profile.country) : [],
    candidates: otherFirst(other, candidates),
    creating,
    checking: await isBusy(ctx.db, customerSubject(books, link.customerId)),
  };
};
