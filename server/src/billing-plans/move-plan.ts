import { and, eq, sql } from 'drizzle-orm';
import type { Tx } from '../db/database.ts';
import { sourceKeyOfMerged } from './source-key.ts';
import { billingPlans, planEntries } from './tables.ts';

type DealMerge = { companyId: number; from: number; into: number };

/**
 * Moves the entries of a merged deal to the one that remains, beside its own, and its plan unless
 * that one has a plan, which then gets another version, so that an open editor does not remove the
 * entries. Returns the moved rows.
 */
export const moveBillingPlan = async (
  tx: Tx,
  { companyId, from, into }: DealMerge,
): Promise<{ realmId: string }[]> => {
  const plans = await tx
    .delete(billingPlans)
    .where(and(eq(billingPlans.companyId, companyId), eq(billingPlans.dealId, from)))
    .returning();
  for (const plan of plans) {
    await tx
      .insert(billingPlans)
      .values({ ...plan, dealId: into })
      .onConflictDoUpdate({
        target: [billingPlans.companyId, billingPlans.realmId, billingPlans.dealId],
        set: { version: sql`${billingPlans.version} + 1` },
      });
  }
  const entries = await tx
    .select()
    .from(planEntries)
    .where(and(eq(planEntries.companyId, companyId), eq(planEntries.dealId, from)));
  for (const { id, realmId, sourceKey } of entries) {
    const [same] =
      sourceKey === null
        ? []
        : await tx
            .select({ id: planEntries.id })
            .from(planEntries)
            .where(
              and(
                eq(planEntries.companyId, companyId),
                eq(planEntries.realmId, realmId),
                eq(planEntries.dealId, into),
                eq(planEntries.sourceKey, sourceKey),
              ),
            )
            .limit(1);
    await tx
      .update(planEntries)
      .set({
        dealId: into,
        ...(same && sourceKey !== null && { sourceKey: sourceKeyOfMerged(sourceKey, from) }),
      })
      .where(and(eq(planEntries.companyId, companyId), eq(planEntries.id, id)));
  }
  return [...plans, ...entries];
};
