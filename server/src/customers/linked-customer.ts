import type { Reader } from '../db/database.ts';
import type { Place } from '../invoices/contract.ts';
import type { SeenPlace } from '../invoices/place.ts';
import { type CustomerLinkRow, linksOf } from './store.ts';

/** Whose links count in a place: of a deal its organization's, then its person's. */
export type Parties = { organizationId: number | null; personId: number | null };

export const partiesAt = (place: Place, { deals }: SeenPlace): Parties => {
  switch (place.of) {
    case 'deal': {
      const { organizationId = null, personId = null } = deals?.[0] ?? {};
      return { organizationId, personId };
    }
    case 'organization':
      return { organizationId: place.id, personId: null };
    case 'person':
      return { organizationId: null, personId: place.id };
    case 'company':
      return { organizationId: null, personId: null };
  }
};

/** The link that counts in a place; null where nobody is linked. */
export const linkAt = async (
  db: Reader,
  books: { companyId: number; realmId: string },
  place: Place,
  seen: SeenPlace,
): Promise<CustomerLinkRow | null> => (await linksOf(db, books, partiesAt(place, seen)))[0] ?? null;
