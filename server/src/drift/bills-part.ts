import { and, eq } from 'drizzle-orm';
import { planEntries } from '../billing-plans/tables.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { drafts } from '../drafts/tables.ts';
import type { DealLine } from '../shared/drift/deal-snapshot.ts';

const hasProduct = ({ productId }: Pick<DealLine, 'productId'>): boolean => productId !== null;

/**
 * Whether an invoice bills a part of its deal: an entry of the billing plan, a difference, or an
 * amount instead of the products of the deal. Its lines do not change with those of the deal. Also
 * true when it is unknown what the invoice was created from.
 */
export const billsPart = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceId: string,
  dealLines: DealLine[],
): Promise<boolean> => {
  const [draft] = await db
    .select({ content: drafts.content, entryId: planEntries.id })
    .from(drafts)
    .leftJoin(
      planEntries,
      and(
        eq(planEntries.companyId, drafts.companyId),
        eq(planEntries.realmId, drafts.realmId),
        eq(planEntries.draftId, drafts.id),
      ),
    )
    .where(and(inRealm(drafts, realmKey), eq(drafts.invoiceId, invoiceId)))
    .limit(1);
  if (!draft || draft.entryId !== null || draft.content.billsDifference) return true;
  return dealLines.some(hasProduct) && !draft.content.lines.some(hasProduct);
};
