import { and, desc, eq, inArray, lt } from 'drizzle-orm';
import type { Db, Reader, Tx } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { invoices } from '../invoices/tables.ts';
import { announceChange } from '../live/changes.ts';
import { ignoredProblems } from './tables.ts';

/** More than a company can list at a time; older ones are forgotten. */
export const mostIgnored = 2_000;

/** Fingerprints of the ignored problems, by the problem's id. */
export const ignoredFingerprints = async (
  db: Reader,
  realmKey: RealmKey,
): Promise<Map<string, string>> => {
  const rows = await db
    .select({ id: ignoredProblems.problemId, fingerprint: ignoredProblems.fingerprint })
    .from(ignoredProblems)
    .where(inRealm(ignoredProblems, realmKey))
    .orderBy(desc(ignoredProblems.ignoredAt))
    .limit(mostIgnored);
  return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
};

type Ignoring = RealmKey & { problemId: string; fingerprint: string; userId: number; at: number };

export const ignoreProblem = (db: Db, ignoring: Ignoring): Promise<void> =>
  transact(db, async (tx) => {
    const { companyId, realmId, problemId, fingerprint, userId, at } = ignoring;
    const row = { fingerprint, ignoredById: userId, ignoredAt: at };
    await tx
      .insert(ignoredProblems)
      .values({ companyId, realmId, problemId, ...row })
      .onConflictDoUpdate({
        target: [ignoredProblems.companyId, ignoredProblems.realmId, ignoredProblems.problemId],
        set: row,
      });
    await forgetOldest(tx, { companyId, realmId });
    announceChange(tx, { companyId, realmId, dealIds: null });
  });

const forgetOldest = async (tx: Tx, realmKey: RealmKey): Promise<void> => {
  const [oldest] = await tx
    .select({ at: ignoredProblems.ignoredAt })
    .from(ignoredProblems)
    .where(inRealm(ignoredProblems, realmKey))
    .orderBy(desc(ignoredProblems.ignoredAt))
    .limit(1)
    .offset(mostIgnored - 1);
  if (!oldest) return;
  await tx
    .delete(ignoredProblems)
    .where(and(inRealm(ignoredProblems, realmKey), lt(ignoredProblems.ignoredAt, oldest.at)));
};

export const restoreProblem = (
  db: Db,
  { companyId, realmId }: RealmKey,
  problemId: string,
): Promise<void> =>
  transact(db, async (tx) => {
    const restored = await tx
      .delete(ignoredProblems)
      .where(
        and(
          inRealm(ignoredProblems, { companyId, realmId }),
          eq(ignoredProblems.problemId, problemId),
        ),
      )
      .returning({ problemId: ignoredProblems.problemId });
    if (restored.length > 0) announceChange(tx, { companyId, realmId, dealIds: null });
  });

/** Number and customer of mirrored invoices, by id. */
export const namedInvoices = async (
  db: Reader,
  realmKey: RealmKey,
  invoiceIds: string[],
): Promise<Map<string, { id: string; number: string; customer: string }>> => {
  if (invoiceIds.length === 0) return new Map();
  const rows = await db
    .select({
      id: invoices.invoiceId,
      number: invoices.number,
      customer: invoices.customerName,
    })
    .from(invoices)
    .where(and(inRealm(invoices, realmKey), inArray(invoices.invoiceId, invoiceIds)));
  return new Map(rows.map((row) => [row.id, row]));
};
