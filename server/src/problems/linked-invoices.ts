import { and, inArray } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { dealInvoices } from '../invoices/tables.ts';

/** Subquery: ids of the invoices that are linked to these deals. */
export const linkedToDeals = (db: Reader, realmKey: RealmKey, dealIds: number[]) =>
  db
    .select({ invoiceId: dealInvoices.invoiceId })
    .from(dealInvoices)
    .where(and(inRealm(dealInvoices, realmKey), inArray(dealInvoices.dealId, dealIds)));
