import type { Reader } from '../db/database.ts';
import type { Context } from '../invoices/contract.ts';
import type { VisibleContext } from '../invoices/visible-context.ts';
import { appliesTo } from './link-order.ts';
import { type CustomerLinkRow, customerLinksOf, type DealParties } from './store.ts';

/** The organization and person whose links apply, and the deal's currency. */
export const partiesOfContext = (context: Context, { deals }: VisibleContext): DealParties => {
  switch (context.of) {
    case 'deal': {
      const { organizationId = null, personId = null, currency } = deals?.[0] ?? {};
      return { organizationId, personId, currency };
    }
    case 'organization':
      return { organizationId: context.id, personId: null };
    case 'person':
      return { organizationId: null, personId: context.id };
    case 'company':
      return { organizationId: null, personId: null };
  }
};

/**
 * Returns the link of the context's organization for the deal's currency, else its main one, else
 * those of its person; null without one.
 */
export const linkOfContext = async (
  db: Reader,
  realmKey: { companyId: number; realmId: string },
  context: Context,
  visible: VisibleContext,
): Promise<CustomerLinkRow | null> => {
  const parties = partiesOfContext(context, visible);
  const links = await customerLinksOf(db, realmKey, parties);
  return links.find((link) => appliesTo(link, parties.currency)) ?? null;
};
