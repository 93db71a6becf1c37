import { and, desc, eq, inArray, max, min, sql } from 'drizzle-orm';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { makeDue } from '../../scheduler/turns.ts';
import { webhookEvents } from '../../webhooks/tables.ts';
import { linkedToDeals } from '../linked-invoices.ts';
import { nothingElse, type ProblemSource, sourceLimit } from '../problem-source.ts';

const isGivenUp = (realmKey: RealmKey, key: string | null) => {
  const [entity = '', entityId = ''] = key?.split(' ') ?? [];
  return and(
    inRealm(webhookEvents, realmKey),
    sql`${webhookEvents.nextAt} is null and ${webhookEvents.appliedAt} is null`,
    key === null
      ? undefined
      : and(sql`${webhookEvents.entity} = ${entity}`, eq(webhookEvents.entityId, entityId)),
  );
};

/** A later event of the entity was applied, or the invoice or payment was read for another reason. */
const isReadSince = sql`(exists (select 1 from webhook_events e
  where e.company_id = ${webhookEvents.companyId} and e.realm_id = ${webhookEvents.realmId}
    and e.entity = ${webhookEvents.entity} and e.entity_id = ${webhookEvents.entityId}
    and e.applied_at > ${webhookEvents.receivedAt})
  or (${webhookEvents.entity} = 'Invoice' and exists (select 1 from invoices i
    where i.company_id = ${webhookEvents.companyId} and i.realm_id = ${webhookEvents.realmId}
      and i.invoice_id = ${webhookEvents.entityId} and i.unreadable is null
      and i.read_at > ${webhookEvents.receivedAt}))
  or (${webhookEvents.entity} = 'Payment' and exists (select 1 from payments p
    where p.company_id = ${webhookEvents.companyId} and p.realm_id = ${webhookEvents.realmId}
      and p.payment_id = ${webhookEvents.entityId} and p.read_at > ${webhookEvents.receivedAt})))`;

/** The entity of webhook events could not be read in any try. */
export const eventSource: ProblemSource = {
  kind: 'event',
  audience: 'owner',
  async list(db, { realmKey, dealIds, key }) {
    const { entity, entityId } = webhookEvents;
    const rows = await db
      .select({
        entity,
        entityId,
        since: min(webhookEvents.receivedAt),
        latest: max(webhookEvents.id),
      })
      .from(webhookEvents)
      .where(
        and(
          isGivenUp(realmKey, key),
          sql`not ${isReadSince}`,
          // Payments, customers and items are not linked to deals.
          dealIds
            ? and(eq(entity, 'Invoice'), inArray(entityId, linkedToDeals(db, realmKey, dealIds)))
            : undefined,
        ),
      )
      .groupBy(entity, entityId)
      .orderBy(desc(max(webhookEvents.id)))
      .limit(sourceLimit);
    return rows.map((row) => ({
      ...nothingElse,
      key: `${row.entity} ${row.entityId}`,
      fingerprint: String(row.latest),
      since: row.since,
      subject: row.entity,
      name: row.entityId,
      invoiceId: row.entity === 'Invoice' ? row.entityId : null,
      named: { kind: row.entity, id: row.entityId },
    }));
  },
  async retry({ ctx: { db }, scope: { realmKey, now } }, { key }) {
    await transact(db, async (tx) => {
      await tx.update(webhookEvents).set({ nextAt: now, tries: 0 }).where(isGivenUp(realmKey, key));
      await makeDue(tx, { ...realmKey, job: 'events' }, now, now);
    });
    return 'started';
  },
};
