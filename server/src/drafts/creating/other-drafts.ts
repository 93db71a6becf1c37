import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Db } from '../../db/open-database.ts';
import type { NewDraft } from '../store.ts';
import { type Attempt, attempts, drafts } from '../tables.ts';

/** Whether another draft of the same deal may be becoming an invoice right now. */
export const anotherOnItsWay = (tx: Pick<Db, 'select'>, draft: NewDraft): boolean =>
  tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        eq(drafts.companyId, draft.companyId),
        eq(drafts.realmId, draft.realmId),
        eq(drafts.dealId, draft.dealId),
        ne(drafts.id, draft.id),
        inArray(drafts.state, ['sending', 'unknown', 'choose']),
      ),
    )
    .get() !== undefined;

/**
 * Who else has to do with these invoices, told in one moment: which of them another draft already is,
 * and the other drafts' open attempts in the same books.
 */
export const othersAround = async (
  db: Db,
  attempt: Attempt,
  invoiceIds: string[],
): Promise<{ claimed: Set<string>; open: Attempt[] }> =>
  db.transaction((tx) => {
    const claims = tx
      .select({ id: drafts.invoiceId })
      .from(drafts)
      .where(
        and(
          eq(drafts.companyId, attempt.companyId),
          eq(drafts.realmId, attempt.realmId),
          inArray(drafts.invoiceId, invoiceIds),
        ),
      )
      .all();
    const open = tx
      .select()
      .from(attempts)
      .where(
        and(
          eq(attempts.companyId, attempt.companyId),
          eq(attempts.realmId, attempt.realmId),
          eq(attempts.kind, 'invoice'),
          eq(attempts.state, 'open'),
          ne(attempts.draftId, attempt.draftId),
        ),
      )
      .all();
    return { claimed: new Set(claims.flatMap(({ id }) => id ?? [])), open };
  });
