import type { Reader } from '../db/database.ts';
import type { Context } from '../invoices/contract.ts';
import type { VisibleContext } from '../invoices/visible-context.ts';
import { type CustomerLinkRow, linksOf } from './store.ts';

/** Whose links count in a place: of a deal its organization's, then its person's. */
export type Parties = { organizationId: number | null; personId: number | null };

export const partiesAt = (context: Context, { deals }: VisibleContext): Parties => {
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

/** The link that counts in a place; null where nobody is linked. */
export const linkAt = async (
  db: Reader,
  realmKey: { companyId: number; realmId: string },
  context: Context,
  visible: VisibleContext,
): Promise<CustomerLinkRow | null> =>
  (await linksOf(db, realmKey, partiesAt(context, visible)))[0] ?? null;
