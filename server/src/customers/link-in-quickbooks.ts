import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { Context } from '../invoices/contract.ts';
import { dealIdsOf, type VisibleContext } from '../invoices/visible-context.ts';
import { storeCustomer } from '../names/store-customer.ts';
import { isBusy } from '../operations/store.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { describeLink } from './describe-link.ts';
import { type Buyer, candidatesFor } from './matching/candidates.ts';
import { resolveLostCustomer, withFirst } from './matching/resolve-lost-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import type { PartyDetails } from './party-details.ts';
import { type CustomerLinkRow, renameLinked } from './store.ts';
import { differencesBetween } from './updating/differences.ts';

/** The data that needs no call to QuickBooks. */
export type KnownLink = {
  connection: OwnedConnection;
  context: Context;
  visible: VisibleContext;
  link: CustomerLinkRow | null;
  pipedrive: PartyDetails;
  /** Whether differences are compared. */
  offer: boolean;
};

/** The part of the contract that needs QuickBooks. */
export type LinkInQuickbooks = Omit<CustomerLink, 'connection' | 'party' | 'offer'>;

/** Reads the linked customer and the candidates from QuickBooks. Throws what the gateway throws. */
export const linkInQuickbooks = async (
  ctx: Ctx,
  { connection, context, visible, link, pipedrive, offer }: KnownLink,
  buyer: Buyer,
): Promise<LinkInQuickbooks> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const findCandidates = async () => (await candidatesFor(ctx, connection, buyer)).candidates;
  const readAt = ctx.clock.now();
  const [customer, found] = await Promise.all([
    link && ctx.quickbooks.customerDetails(realmOf(connection), link.customerId),
    link ? fallbackWhenUnavailable(findCandidates, []) : findCandidates(),
  ]);
  const inactive = customer && !customer.active ? customer : null;
  // Its event may be late, and our names would offer it as a similar customer.
  if (inactive) await transact(ctx.db, (tx) => storeCustomer(tx, realmKey, inactive, readAt));
  const candidates = found.filter(({ id }) => id !== inactive?.id);
  const profile = await knownCompanyProfile(ctx, connection);
  const creating = await newCustomerPage(ctx, context, visible, pipedrive, profile);
  if (!link) return { link: null, differences: [], candidates, creating, checking: false };

  const lost = customer?.active ? null : { id: link.customerId, inactive: customer !== null };
  const { trouble, other: mergedInto } = lost
    ? await resolveLostCustomer(ctx, connection, lost, dealIdsOf(visible) ?? [])
    : { trouble: null, other: null };
  if (customer && !trouble && customer.name !== link.customerName) {
    await transact(ctx.db, (tx) => renameLinked(tx, link, customer.name));
  }
  const compared = customer && !trouble && offer;
  return {
    link: { ...(await describeLink(ctx, link, customer)), trouble },
    differences: compared ? differencesBetween(pipedrive.details, customer, profile.country) : [],
    candidates: withFirst(mergedInto, candidates),
    creating,
    checking: await isBusy(ctx.db, customerSubject(realmKey, link.customerId)),
  };
};
