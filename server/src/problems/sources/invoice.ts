import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import { inRealm } from '../../db/realm.ts';
import { refreshInvoices } from '../../invoices/mirror/refresh-invoices.ts';
import { invoices } from '../../invoices/tables.ts';
import { linkedToDeals } from '../linked-invoices.ts';
import { nothingElse, type ProblemSource, sourceLimit } from '../problem-source.ts';

/** QuickBooks returns a fault instead of the invoice. */
export const invoiceSource: ProblemSource = {
  kind: 'invoice',
  audience: 'owner',
  async list(db, { realmKey, dealIds, key }) {
    const rows = await db
      .select({ invoiceId: invoices.invoiceId, unreadable: invoices.unreadable })
      .from(invoices)
      .where(
        and(
          inRealm(invoices, realmKey),
          sql`${invoices.unreadable} is not null`,
          eq(invoices.deleted, false),
          dealIds ? inArray(invoices.invoiceId, linkedToDeals(db, realmKey, dealIds)) : undefined,
          key === null ? undefined : eq(invoices.invoiceId, key),
        ),
      )
      .orderBy(desc(invoices.readAt), desc(invoices.invoiceId))
      .limit(sourceLimit);
    return rows.flatMap(({ invoiceId, unreadable }) =>
      unreadable
        ? [
            {
              ...nothingElse,
              key: invoiceId,
              fingerprint: `${unreadable.code} ${unreadable.at}`,
              since: unreadable.at,
              code: unreadable.code,
              invoiceId,
            },
          ]
        : [],
    );
  },
  async retry({ ctx, connection, scope }, { key: invoiceId }) {
    const rows = await ctx.db
      .select({ invoiceId: invoices.invoiceId, customerId: invoices.customerId })
      .from(invoices)
      .where(and(inRealm(invoices, scope.realmKey), eq(invoices.invoiceId, invoiceId)));
    await refreshInvoices(ctx, connection, rows, 'refresh');
    const still = await invoiceSource.list(ctx.db, { ...scope, key: invoiceId });
    return still.length > 0 ? 'failing' : 'solved';
  },
};
