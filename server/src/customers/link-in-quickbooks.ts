import { knownCompanyProfile } from '../company-profile/company-profile.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../connection/owned-connection.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { fallbackWhenUnavailable } from '../fallback-when-unavailable.ts';
import type { Context } from '../invoices/contract.ts';
import { dealIdsOf, type VisibleContext } from '../invoices/visible-context.ts';
import { isBusy } from '../operations/store.ts';
import type { CustomerLink } from './contract.ts';
import { newCustomerPage } from './creating/new-customer-page.ts';
import { describeLink } from './describe-link.ts';
import { type Buyer, candidatesFor } from './matching/candidates.ts';
import { otherFirst, resolveLostCustomer } from './matching/resolve-lost-customer.ts';
import { customerSubject } from './operations/update-customer.ts';
import type { PartyDetails } from './party-details.ts';
import { type CustomerLinkRow, renameLinked } from './store.ts';
import { differencesBetween } from './updating/differences.ts';

/** What is known before QuickBooks is asked. */
export type KnownLink = {
  connection: OwnedConnection;
  context: Context;
  visible: VisibleContext;
  link: CustomerLinkRow | null;
  told: PartyDetails;
  /** Whether differences may be offered. */
  offer: boolean;
};

/** What it takes QuickBooks to tell. */
export type InQuickbooks = Omit<CustomerLink, 'connection' | 'party' | 'offer'>;

/** The linked customer as QuickBooks has it, or who it may be. Throws what reads of QuickBooks throw. */
export const linkInQuickbooks = async (
  ctx: Ctx,
  { connection, context, visible, link, told, offer }: KnownLink,
  buyer: Buyer,
): Promise<InQuickbooks> => {
  const likely = async () => (await candidatesFor(ctx, connection, buyer)).candidates;
  const [customer, candidates] = await Promise.all([
    link && ctx.quickbooks.customerDetails(realmOf(connection), link.customerId),
    link ? fallbackWhenUnavailable(likely, []) : likely(),
  ]);
  const profile = await knownCompanyProfile(ctx, connection);
  const creating = await newCustomerPage(ctx, context, visible, told, profile);
  if (!link) return { link: null, differences: [], candidates, creating, checking: false };

  const lost = customer?.active ? null : { id: link.customerId, inactive: customer !== null };
  const { trouble, other } = lost
    ? await resolveLostCustomer(ctx, connection, lost, dealIdsOf(visible) ?? [])
    : { trouble: null, other: null };
  if (customer && !trouble && customer.name !== link.customerName) {
    await transact(ctx.db, (tx) => renameLinked(tx, link, customer.name));
  }
  const compared = customer && !trouble && offer;
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  return {
    link: { ...(await describeLink(ctx, link, customer)), trouble },
    differences: compared ? differencesBetween(told.details, customer, profile.country) : [],
    candidates: otherFirst(other, candidates),
    creating,
    checking: await isBusy(ctx.db, customerSubject(realmKey, link.customerId)),
  };
};
