import { randomUUID } from 'node:crypto';
import { and, asc, eq, lte } from 'drizzle-orm';
import { writeAudit } from '../audit/store.ts';
import type { Db } from '../db/open-database.ts';
import type { NoteDetail } from '../preferences/contract.ts';
import { preferences } from '../preferences/tables.ts';
import { outbox } from './tables.ts';

export type Posting = typeof outbox.$inferSelect;

/** Puts a message into the outbox, inside the transaction that makes it true. */
export const postLater = (
  tx: Pick<Db, 'insert'>,
  message: Pick<Posting, 'companyId' | 'userId' | 'dealId' | 'kind' | 'content'> & { now: number },
): void => {
  const { now, ...rest } = message;
  const row = { id: randomUUID(), ...rest, state: 'waiting' as const, nextAt: now, createdAt: now };
  tx.insert(outbox).values(row).run();
};

/** How much the company's notes tell; the number only until somebody chooses. */
export const noteDetailOf = async (db: Db, companyId: number): Promise<NoteDetail> =>
  db
    .select({ saved: preferences.saved })
    .from(preferences)
    .where(eq(preferences.companyId, companyId))
    .get()?.saved.notes ?? 'number';

/** Messages whose time has come. */
export const duePostings = async (db: Db, now: number): Promise<Posting[]> =>
  db
    .select()
    .from(outbox)
    .where(and(eq(outbox.state, 'waiting'), lte(outbox.nextAt, now)))
    .orderBy(asc(outbox.nextAt))
    .limit(50);

/** Takes a message until `until`, by compare-and-set; a crash in between leaves it unclear. */
export const takePosting = async (db: Db, posting: Posting, until: number): Promise<boolean> =>
  db
    .update(outbox)
    .set({ nextAt: until, tries: posting.tries + 1, unclear: true })
    .where(
      and(
        eq(outbox.id, posting.id),
        eq(outbox.state, 'waiting'),
        eq(outbox.nextAt, posting.nextAt),
        eq(outbox.tries, posting.tries),
      ),
    )
    .run().changes === 1;

/** Lets go of a message: until later, or for good. */
export const endPosting = async (
  db: Db,
  posting: Posting,
  end: { state: 'done' } | { nextAt: number; unclear: boolean },
): Promise<void> => {
  db.update(outbox).set(end).where(eq(outbox.id, posting.id)).run();
};

/** Gives a message up for good, and writes down that somebody was not told, and why. */
export const giveUpPosting = async (
  db: Db,
  posting: Posting,
  why: { code: string; at: number },
): Promise<void> => {
  db.transaction((tx) => {
    tx.update(outbox).set({ state: 'given_up' }).where(eq(outbox.id, posting.id)).run();
    writeAudit(tx, {
      companyId: posting.companyId,
      userId: posting.userId,
      at: why.at,
      action: 'note_given_up',
      dealId: posting.dealId,
      details: { why: why.code },
    });
  });
};
