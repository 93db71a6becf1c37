import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import { writtenRecords } from '../../pipedrive-fields/tables.ts';
import { shortened } from '../problem-source.ts';
import type { RecordSource } from './record-source.ts';

const { of, recordId, writtenAt, failure } = writtenRecords;

const keyOf = sql`${of} || ' ' || ${recordId}`;

/** The last write to the fields of each deal, organization and person. */
export const fieldRecords: RecordSource = {
  kinds: ['fields'],
  async list(db, { realmKey, states, numbered, after, limit }) {
    const withFailed = states.length === 0 || states.includes('failed');
    const withDone = states.length === 0 || states.includes('done');
    if (!withFailed && !withDone) return [];
    const failed = sql`${failure} is not null`;
    const rows = await db
      .select({ of, recordId, writtenAt, failure })
      .from(writtenRecords)
      .where(
        and(
          eq(writtenRecords.companyId, realmKey.companyId),
          withDone ? (withFailed ? undefined : sql`not ${failed}`) : failed,
          numbered ? and(eq(of, 'deal'), inArray(recordId, numbered.dealIds)) : undefined,
          after(writtenAt, keyOf),
        ),
      )
      .orderBy(desc(writtenAt), asc(keyOf))
      .limit(limit);
    return rows.map((row) => ({
      key: `${row.of} ${row.recordId}`,
      at: row.writtenAt,
      kind: 'fields' as const,
      direction: 'to_pipedrive' as const,
      state: row.failure ? ('failed' as const) : ('done' as const),
      what: '',
      code: row.failure?.reason ?? null,
      said: shortened(row.failure?.said ?? ''),
      invoiceId: null,
      dealId: row.of === 'deal' ? row.recordId : null,
      party: row.of === 'deal' ? null : { of: row.of, id: row.recordId },
    }));
  },
};
