import { and, eq, gte, lt, lte } from 'drizzle-orm';
import type { Db, Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { markUnreadable, mirrorPage } from '../invoices/mirror/mirror.ts';
import { invoices } from '../invoices/tables.ts';
import type { ReadInvoices } from '../quickbooks/gateway.ts';
import type { DateRange } from './date-ranges.ts';
import { syncRanges } from './tables.ts';

/** Invoices of one customer; an empty id selects the whole company. */
export type Scope = RealmKey & { customerId: string };

export type SyncRange = Omit<typeof syncRanges.$inferSelect, keyof Scope>;

/** Returns the stored sync range; null before the first read. */
export const storedSyncRange = async (db: Reader, scope: Scope): Promise<SyncRange | null> => {
  const { companyId, realmId, customerId } = scope;
  const [row] = await db
    .select()
    .from(syncRanges)
    .where(and(inRealm(syncRanges, { companyId, realmId }), eq(syncRanges.customerId, customerId)))
    .limit(1);
  return row ?? null;
};

/** Mirrors the invoices before storing the range, so a crash in between only repeats the read. */
export const storeSyncRange = async (
  db: Db,
  scope: Scope,
  response: ReadInvoices & { readAt: number },
  synced: SyncRange,
): Promise<void> => {
  const { companyId, realmId } = scope;
  const reading = { readAt: response.readAt, how: 'list' } as const;
  await mirrorPage(db, { companyId, realmId }, response.invoices, reading);
  await transact(db, async (tx) => {
    await markUnreadable(tx, { companyId, realmId }, response.unreadable, response.readAt);
    await tx
      .insert(syncRanges)
      .values({ ...scope, ...synced })
      .onConflictDoUpdate({
        target: [syncRanges.companyId, syncRanges.realmId, syncRanges.customerId],
        set: synced,
      });
  });
};

/**
 * Returns mirrored, undeleted invoices of these issue dates that were last read before `before`.
 */
export const notReadSince = async (
  db: Reader,
  { companyId, realmId, customerId }: Scope,
  dates: DateRange,
  before: number,
): Promise<string[]> => {
  const rows = await db
    .select({ invoiceId: invoices.invoiceId })
    .from(invoices)
    .where(
      and(
        inRealm(invoices, { companyId, realmId }),
        customerId === '' ? undefined : eq(invoices.customerId, customerId),
        gte(invoices.issueDate, dates.from),
        lte(invoices.issueDate, dates.to),
        eq(invoices.deleted, false),
        lt(invoices.readAt, before),
      ),
    );
  return rows.map(({ invoiceId }) => invoiceId);
};
