import { and, desc, eq, inArray, ne } from 'drizzle-orm';
import { realmOf } from '../../company-profile/connected-realm.ts';
import type { OwnedConnection } from '../../connection/owned-connection.ts';
import type { Ctx } from '../../context.ts';
import { inRealm } from '../../db/realm.ts';
import { dealInvoices, invoices } from '../../invoices/tables.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';

/** More would tell no more. */
const asked = 20;

/**
 * Finds the customer that another one was merged into: a merge moves all invoices (Intuit: Customer, merge).
 * Reads the mirrored invoices of the old customer again, else those created here for these deals; hand-linked
 * invoices prove nothing. Null when there is no customer to name. Two calls.
 */
export const findMergedCustomer = async (
  ctx: Ctx,
  connection: OwnedConnection,
  customerId: string,
  dealIds: number[],
): Promise<QuickbooksCustomer | null> => {
  const ids = await invoicesOnceOf(ctx, connection.realmId, customerId, dealIds);
  if (ids.length === 0) return null;
  const realm = realmOf(connection);
  const { invoices: found } = await ctx.quickbooks.invoicesById(realm, ids);
  const owners = found.map(({ customerId }) => customerId);
  if (owners.includes(customerId)) return null;
  const most = mostFrequent(owners);
  if (most === null) return null;
  const [customer] = await ctx.quickbooks.customersById(realm, [most]);
  return customer?.active ? customer : null;
};

const invoicesOnceOf = async (
  { db, companyId }: Ctx,
  realmId: string,
  customerId: string,
  dealIds: number[],
): Promise<string[]> => {
  const ofBooks = inRealm(invoices, { companyId, realmId });
  const standing = and(ofBooks, eq(invoices.deleted, false));
  const own = await db
    .select({ id: invoices.invoiceId })
    .from(invoices)
    .where(and(standing, eq(invoices.customerId, customerId)))
    .orderBy(desc(invoices.issueDate))
    .limit(asked);
  if (own.length > 0 || dealIds.length === 0) return own.map(({ id }) => id);
  const created = await db
    .select({ id: invoices.invoiceId })
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
        standing,
        inArray(dealInvoices.dealId, dealIds),
        eq(dealInvoices.how, 'created'),
        ne(invoices.customerId, customerId),
      ),
    )
    .orderBy(desc(invoices.issueDate))
    .limit(asked);
  return created.map(({ id }) => id);
};

const mostFrequent = (ids: string[]): string | null => {
  const counts = Map.groupBy(ids, (id) => id);
  const sorted = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  return sorted[0]?.[0] ?? null;
};
