import { and, desc, eq, exists, not, sql } from 'drizzle-orm';
import { inRealm } from '../../db/realm.ts';
import { invoices, unreadableRecords } from '../../invoices/tables.ts';
import { retryRecord } from '../../sync/retry-unreadable.ts';
import { nothingElse, type ProblemSource, sourceLimit } from '../problem-source.ts';

/** QuickBooks returns a fault instead of a payment, or of an invoice that is not mirrored. */
export const recordSource: ProblemSource = {
  kind: 'record',
  audience: 'owner',
  async list(db, { realmKey, dealIds, key }) {
    // Which deals a payment concerns is not known until it can be read.
    if (dealIds) return [];
    const { entity, entityId, code, since } = unreadableRecords;
    const isMirrored = exists(
      db
        .select({ one: sql`1` })
        .from(invoices)
        .where(
          and(inRealm(invoices, realmKey), eq(entity, 'Invoice'), eq(invoices.invoiceId, entityId)),
        ),
    );
    const keyOf = sql`${entity} || ' ' || ${entityId}`;
    const rows = await db
      .select({ entity, entityId, code, since })
      .from(unreadableRecords)
      .where(
        and(
          inRealm(unreadableRecords, realmKey),
          not(isMirrored),
          key === null ? undefined : eq(keyOf, key),
        ),
      )
      .orderBy(desc(since), desc(entityId))
      .limit(sourceLimit);
    return rows.map((row) => ({
      ...nothingElse,
      key: `${row.entity} ${row.entityId}`,
      fingerprint: `${row.code} ${row.since}`,
      since: row.since,
      code: row.code,
      subject: row.entity,
      name: row.entityId,
    }));
  },
  async retry({ ctx, connection, scope }, { key, subject, name }) {
    const company = { ...scope.realmKey, connectionId: connection.id };
    const entity = subject === 'Invoice' ? 'Invoice' : 'Payment';
    await retryRecord(ctx, company, { entity, entityId: name });
    const still = await recordSource.list(ctx.db, { ...scope, key });
    return still.length > 0 ? 'failing' : 'solved';
  },
};
