import { and, eq } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { declinedOffers } from '../invoice-offers/tables.ts';

type Merge = {
  companyId: number;
  kind: 'deal' | 'organization' | 'person';
  from: number;
  into: number;
};

/** What was declined for the merged record is not offered for the remaining one either. */
export const moveDeclinedOffers = async (
  tx: Tx,
  { companyId, kind, from, into }: Merge,
): Promise<void> => {
  const declined = await tx
    .delete(declinedOffers)
    .where(
      and(
        eq(declinedOffers.companyId, companyId),
        eq(declinedOffers.ofKind, kind),
        eq(declinedOffers.ofId, from),
      ),
    )
    .returning();
  for (const row of declined) {
    await tx
      .insert(declinedOffers)
      .values({ ...row, ofId: into })
      .onConflictDoNothing();
  }
};
