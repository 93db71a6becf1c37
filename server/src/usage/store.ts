import { and, desc, eq, isNotNull } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { invoices } from '../invoices/tables.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { webhookEvents } from '../webhooks/tables.ts';

/** A company's metered reads of a month by cause. */
export const readsOfMonth = (db: Reader, realmKey: RealmKey, month: string) =>
  db
    .select({ cause: meteredReads.cause, reads: meteredReads.count })
    .from(meteredReads)
    .where(and(inRealm(meteredReads, realmKey), eq(meteredReads.month, month)));

/** The last applied event of a mirrored invoice; null when there is none. */
export const lastInvoiceEvent = async (db: Reader, realmKey: RealmKey) => {
  const [event] = await db
    .select({
      number: invoices.number,
      occurredAt: webhookEvents.occurredAt,
      appliedAt: webhookEvents.appliedAt,
    })
    .from(webhookEvents)
    .innerJoin(
      invoices,
      and(inRealm(invoices, realmKey), eq(invoices.invoiceId, webhookEvents.entityId)),
    )
    .where(
      and(
        inRealm(webhookEvents, realmKey),
        eq(webhookEvents.entity, 'Invoice'),
        isNotNull(webhookEvents.appliedAt),
        eq(invoices.readHow, 'event'),
      ),
    )
    .orderBy(desc(webhookEvents.id))
    .limit(1);
  return event ?? null;
};
