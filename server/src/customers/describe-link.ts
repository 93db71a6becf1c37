import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import { grantOf } from '../install/store.ts';
import type { QuickbooksCustomerDetails } from '../quickbooks/models.ts';
import { customerPage } from '../quickbooks/web-links.ts';
import { lostLetters } from '../shared/text/lost-letters.ts';
import type { CustomerLink } from './contract.ts';
import { lastCreation } from './operations/create-customer.ts';
import { sharedWith } from './shared-with.ts';
import type { CustomerLinkRow } from './store.ts';

/**
 * Maps a link to the contract; `customer` is null when QuickBooks was not read or does not have it.
 */
export const describeLink = async (
  ctx: Ctx,
  link: CustomerLinkRow,
  customer: QuickbooksCustomerDetails | null,
): Promise<NonNullable<CustomerLink['link']>> => {
  const { webUrl } = ctx.settings.quickbooks;
  // QuickBooks appends "(deleted)" to the name of an inactive customer.
  const name = (customer?.active && customer.name) || link.customerName;
  const grant = await grantOf(ctx.db, { companyId: ctx.companyId, userId: link.linkedById });
  return {
    customer: {
      id: link.customerId,
      name,
      email: customer?.email ?? null,
      address: customer?.address ?? null,
      currency: customer?.currency ?? null,
    },
    why: link.why,
    linkedBy: grant?.userName ?? '',
    since: iso(link.linkedAt),
    openUrl: customerPage({ webUrl, realmId: link.realmId }, link.customerId),
    trouble: null,
    typedName: await typedName(ctx, link, name),
    sharedWith: await sharedWith(ctx, link),
  };
};

/** The name that the creation sent, if QuickBooks stored it with `?` for some characters. */
const typedName = async (ctx: Ctx, link: CustomerLinkRow, stored: string) => {
  if (link.why !== 'created') return null;
  const creation = await lastCreation(ctx.db, link, link, link.linkedAt);
  const isSameCustomer = creation?.resultId === link.customerId;
  return isSameCustomer && lostLetters(creation.data.name, stored) ? creation.data.name : null;
};
