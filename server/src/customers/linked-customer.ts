import type { Reader } from '../db/database.ts';
import type { Context } from '../invoices/contract.ts';
import type { VisibleContext } from '../invoices/visible-context.ts';
import { type CustomerLinkRow, customerLinksOf } from './store.ts';

/** The organization and person whose links apply; the organization's comes first. */
export type Parties = { organizationId: number | null; personId: number | null };

export const partiesOfContext = (context: Context, { deals }: VisibleContext): Parties => {
  switch (context.of) {
    case 'deal': {
      const { organizationId = null, personId = null } = deals?.[0] ?? {};
      return { organizationId, personId };
    }
    case 'organization':
      return { organizationId: context.id, personId: null };
    case 'person':
      return { organizationId: null, personId: context.id };
    case 'company':
      return { organizationId: null, personId: null };
  }
};

/** Returns the link of the context's organization, else of its person; null without one. */
export const linkOfContext = async (
  db: Reader,
  realmKey: { companyId: number; realmId: string },
  context: Context,
  visible: VisibleContext,
): Promise<CustomerLinkRow | null> =>
  (await customerLinksOf(db, realmKey, partiesOfContext(context, visible)))[0] ?? null;
