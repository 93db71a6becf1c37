import { and, eq } from 'drizzle-orm';
import type { Dependencies } from '../context.ts';
import { inRealm } from '../db/realm.ts';
import { invoices } from '../invoices/tables.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { applyChanges, noChanges } from '../sync/apply-changes.ts';
import type { Resolution } from './find-remaining-deal.ts';
import type { RemovedRecord } from './tables.ts';

/**
 * Finds out whether a customer was merged into the one that has an invoice of it now: QuickBooks
 * moves all transactions in a merge, and customers cannot be deleted. A customer that is active, or
 * still has invoices, was not merged.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const findRemainingCustomer = async (
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'quickbooks'>,
  realm: Realm,
  { companyId, realmId, recordId, candidateId }: RemovedRecord,
): Promise<Resolution> => {
  const { db, clock, quickbooks } = dependencies;
  const wanted = candidateId === null ? [recordId] : [recordId, candidateId];
  const customers = await quickbooks.customersById(realm, wanted);
  const former = customers.find(({ id }) => id === recordId);
  if (former?.active) return { kind: 'exists' };
  const candidate = customers.find(({ id }) => id === candidateId);
  if (!candidate?.active) return { kind: 'removed' };
  const merged = { mergedCustomerIds: [recordId], readAt: clock.now() };
  const company = { companyId, ...realm };
  await applyChanges(dependencies, company, { ...noChanges, ...merged }, 'feed');
  const [left] = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, { companyId, realmId }),
        eq(invoices.customerId, recordId),
        eq(invoices.deleted, false),
      ),
    )
    .limit(1);
  return left ? { kind: 'removed' } : { kind: 'merged', intoId: candidate.id };
};
