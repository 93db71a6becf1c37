import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import { realmOf } from '../../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { inRealm } from '../../db/realm.ts';
import { dealInvoices, invoices } from '../../invoices/tables.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';

const maxInvoices = 20;

/**
 * Finds the customer that another was merged into: a merge moves its invoices, so their owner is
 * read again. Uses its mirrored invoices, else those created here for these deals; hand-linked ones
 * are no evidence. Null when no active customer is found. Two calls.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const findMergedCustomer = async (
  ctx: Ctx,
  connection: OwnedConnection,
  customerId: string,
  dealIds: number[],
): Promise<QuickbooksCustomer | null> => {
  const invoiceIds = await formerInvoiceIds(ctx, connection.realmId, customerId, dealIds);
  if (invoiceIds.length === 0) return null;
  const realm = realmOf(connection);
  const { invoices: current } = await ctx.quickbooks.invoicesById(realm, invoiceIds);
  const ownerIds = current.map(({ customerId }) => customerId);
  if (ownerIds.includes(customerId)) return null;
  const newOwnerId = mostFrequent(ownerIds);
  if (newOwnerId === null) return null;
  const [customer] = await ctx.quickbooks.customersById(realm, [newOwnerId]);
  return customer?.active ? customer : null;
};

const formerInvoiceIds = async (
  { db, companyId }: Ctx,
  realmId: string,
  customerId: string,
  dealIds: number[],
): Promise<string[]> => {
  const ofRealm = inRealm(invoices, { companyId, realmId });
  const existing = and(ofRealm, eq(invoices.deleted, false));
  const mirrored = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(and(existing, eq(invoices.customerId, customerId)))
    .orderBy(desc(invoices.issueDate))
    .limit(maxInvoices);
  if (mirrored.length > 0 || dealIds.length === 0)
    return mirrored.map(({ invoiceId }) => invoiceId);
  const created = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(dealInvoices)
    .innerJoin(
      invoices,
      and(
        eq(invoices.companyId, dealInvoices.companyId),
        eq(invoices.realmId, dealInvoices.realmId),
        eq(invoices.invoiceId, dealInvoices.invoiceId),
      ),
    )
    .where(
      and(
        existing,
        inArray(dealInvoices.dealId, dealIds),
        eq(dealInvoices.how, 'created'),
        ne(invoices.customerId, customerId),
      ),
    )
    .orderBy(desc(invoices.issueDate))
    .limit(maxInvoices);
  return created.map(({ invoiceId }) => invoiceId);
};

const mostFrequent = (customerIds: string[]): string | null => {
  const counts = Map.groupBy(customerIds, (customerId) => customerId);
  const sorted = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return sorted[0]?.[0] ?? null;
};
