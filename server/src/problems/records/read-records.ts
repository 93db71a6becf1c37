import { and, asc, desc, inArray, sql } from 'drizzle-orm';
import { inRealm } from '../../db/realm.ts';
import { invoices } from '../../invoices/tables.ts';
import type { RecordSource } from './record-source.ts';

/** The last read of each mirrored invoice. */
export const readRecords: RecordSource = {
  kinds: ['read'],
  async list(db, { realmKey, states, numbered, after, limit }) {
    const withFailed = states.length === 0 || states.includes('failed');
    const withDone = states.length === 0 || states.includes('done');
    if (!withFailed && !withDone) return [];
    const failed = sql`${invoices.unreadable} is not null`;
    const rows = await db
      .select({
        invoiceId: invoices.invoiceId,
        readAt: invoices.readAt,
        readHow: invoices.readHow,
        unreadable: invoices.unreadable,
      })
      .from(invoices)
      .where(
        and(
          inRealm(invoices, realmKey),
          withDone ? (withFailed ? undefined : sql`not ${failed}`) : failed,
          numbered ? inArray(invoices.invoiceId, numbered.invoiceIds) : undefined,
          after(invoices.readAt, invoices.invoiceId),
        ),
      )
      .orderBy(desc(invoices.readAt), asc(invoices.invoiceId))
      .limit(limit);
    return rows.map(({ invoiceId, readAt, readHow, unreadable }) => ({
      key: invoiceId,
      at: readAt,
      kind: 'read' as const,
      direction: 'from_quickbooks' as const,
      state: unreadable ? ('failed' as const) : ('done' as const),
      what: readHow,
      code: unreadable?.code ?? null,
      said: '',
      invoiceId,
      dealId: null,
      party: null,
    }));
  },
};
