import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import { grantOf } from '../install/store.ts';
import type { QuickbooksCustomerDetails } from '../quickbooks/models.ts';
import { customerPage } from '../quickbooks/web-links.ts';
import { lostLetters } from '../shared/text/lost-letters.ts';
import type { CustomerLink } from './contract.ts';
import { lastCreation } from './operations/create-customer.ts';
import type { CustomerLinkRow } from './store.ts';

/** A link as the page shows it; `customer` null where QuickBooks was not asked, or has none. */
export const describeLink = async (
  ctx: Ctx,
  link: CustomerLinkRow,
  customer: QuickbooksCustomerDetails | null,
): Promise<NonNullable<CustomerLink['link']>> => {
  const { webUrl } = ctx.settings.quickbooks;
  // QuickBooks writes "(deleted)" behind the name of an inactive one.
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
  };
};

/** The name that was sent when it was created, where QuickBooks keeps it with lost letters. */
const typedName = async (ctx: Ctx, link: CustomerLinkRow, stored: string) => {
  if (link.why !== 'created') return null;
  const made = await lastCreation(ctx.db, link, link, link.linkedAt);
  const isThis = made?.resultId === link.customerId;
  return isThis && lostLetters(made.data.name, stored) ? made.data.name : null;
};
