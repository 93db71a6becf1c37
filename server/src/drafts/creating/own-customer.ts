import { and, eq } from 'drizzle-orm';
import type { Db } from '../../db/open-database.ts';
import type { Fault } from '../../quickbooks/answer.ts';
import { type Attempt, attempts } from '../tables.ts';

/**
 * When its draft first asked for this customer: an earlier attempt, under the same name, of which nothing
 * was heard and nothing found may have made it all the same. Epoch milliseconds.
 */
export const firstAskedAt = async (db: Db, attempt: Attempt): Promise<number> => {
  const unclear = await db
    .select({ body: attempts.body, sentAt: attempts.sentAt })
    .from(attempts)
    .where(
      and(
        eq(attempts.draftId, attempt.draftId),
        eq(attempts.kind, 'customer'),
        eq(attempts.state, 'not_created'),
      ),
    );
  const same = unclear.filter(({ body }) => body.DisplayName === attempt.body.DisplayName);
  return Math.min(attempt.sentAt, ...same.map(({ sentAt }) => sentAt));
};

/**
 * Whether a name that is in use (Intuit: error 6240) may be that of our own customer: then a query tells,
 * and not the refusal.
 */
export const mayBeOurOwn = async (db: Db, attempt: Attempt, fault: Fault): Promise<boolean> =>
  attempt.kind === 'customer' &&
  fault.code === '6240' &&
  (await firstAskedAt(db, attempt)) < attempt.sentAt;
