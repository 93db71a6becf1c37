import { and, eq, inArray, or } from 'drizzle-orm';
import { auditEntries } from '../audit/tables.ts';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices } from '../invoices/tables.ts';

/** Which of these invoices of a realm a deal has, or had according to the history. */
export const invoicesKnownOn = async (
  db: Reader,
  realmKey: RealmKey,
  { dealId, invoiceIds }: { dealId: number; invoiceIds: string[] },
): Promise<Set<string | null>> => {
  const own = await db
    .select({ invoiceId: dealInvoices.invoiceId })
    .from(dealInvoices)
    .where(
      and(
        inRealm(dealInvoices, realmKey),
        eq(dealInvoices.dealId, dealId),
        inArray(dealInvoices.invoiceId, invoiceIds),
      ),
    );
  const earlier = await db
    .select({ invoiceId: auditEntries.subject })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.companyId, realmKey.companyId),
        eq(auditEntries.realmId, realmKey.realmId),
        eq(auditEntries.dealId, dealId),
        inArray(auditEntries.subject, invoiceIds),
        or(
          eq(auditEntries.action, 'invoice_created'),
          eq(auditEntries.action, 'invoice_linked'),
          eq(auditEntries.action, 'invoice_unlinked'),
        ),
      ),
    );
  return new Set([...own, ...earlier].map(({ invoiceId }) => invoiceId));
};
