import { and, asc, desc, eq, inArray, ne, or, sql } from 'drizzle-orm';
import { inRealm } from '../../db/realm.ts';
import { openStates } from '../../operations/store.ts';
import { operations, vendorOf } from '../../operations/tables.ts';
import type { RecordState } from '../contract.ts';
import { shortened } from '../problem-source.ts';
import type { Numbered, RecordSource } from './record-source.ts';

const failedStates = ['refused', 'not_done', 'unknown'] as const;

const statesOf = {
  done: ['done'],
  open: openStates,
  failed: failedStates,
} satisfies Record<RecordState, readonly string[]>;

const stateOf = (state: (typeof operations.$inferSelect)['state']): RecordState => {
  if (state === 'done') return 'done';
  return (failedStates as readonly string[]).includes(state) ? 'failed' : 'open';
};

const isNumbered = ({ invoiceIds, dealIds }: Numbered) =>
  or(
    and(eq(operations.subject, 'invoice'), inArray(operations.subjectId, invoiceIds)),
    and(eq(operations.kind, 'create_invoice'), inArray(operations.resultId, invoiceIds)),
    and(eq(operations.kind, 'deal_note'), inArray(operations.dealId, dealIds)),
  );

/** Changes at QuickBooks, and notes on deals. */
export const operationRecords: RecordSource = {
  kinds: ['operation', 'note'],
  async list(db, { realmKey, kinds, states, numbered, after, limit }) {
    const wanted = states.flatMap((state) => [...statesOf[state]]);
    const onlyKind = kinds.includes('operation')
      ? kinds.includes('note')
        ? undefined
        : ne(operations.kind, 'deal_note')
      : eq(operations.kind, 'deal_note');
    const rows = await db
      .select({
        id: operations.id,
        kind: operations.kind,
        subject: operations.subject,
        subjectId: operations.subjectId,
        state: operations.state,
        dealId: operations.dealId,
        resultId: operations.resultId,
        fault: operations.fault,
        lastSentAt: operations.lastSentAt,
      })
      .from(operations)
      .where(
        and(
          inRealm(operations, realmKey),
          onlyKind,
          wanted.length > 0 ? sql`${operations.state} in ${wanted}` : undefined,
          numbered ? isNumbered(numbered) : undefined,
          after(operations.lastSentAt, operations.id),
        ),
      )
      .orderBy(desc(operations.lastSentAt), asc(operations.id))
      .limit(limit);
    return rows.map((row) => ({
      key: row.id,
      at: row.lastSentAt,
      kind: row.kind === 'deal_note' ? ('note' as const) : ('operation' as const),
      direction:
        vendorOf[row.kind] === 'quickbooks'
          ? ('to_quickbooks' as const)
          : ('to_pipedrive' as const),
      state: stateOf(row.state),
      what: row.kind,
      code: row.fault?.code ?? null,
      said: shortened(row.fault?.said ?? ''),
      invoiceId:
        row.subject === 'invoice'
          ? row.subjectId
          : row.kind === 'create_invoice'
            ? row.resultId
            : null,
      dealId: row.dealId,
      party:
        row.subject === 'organization' || row.subject === 'person'
          ? { of: row.subject, id: Number(row.subjectId) }
          : null,
    }));
  },
};
