import { and, desc, eq, exists, inArray, sql } from 'drizzle-orm';
import { type RecordKind, recordKinds } from '../../pipedrive-fields/contract.ts';
import { retryRecord } from '../../pipedrive-fields/retry.ts';
import { pipedriveFields, writtenRecords } from '../../pipedrive-fields/tables.ts';
import { nothingElse, type ProblemSource, shortened, sourceLimit } from '../problem-source.ts';

/** Pipedrive refuses to update the fields of a deal, an organization or a person. */
export const dealSource: ProblemSource = {
  kind: 'deal',
  audience: 'owner',
  async list(db, { realmKey: { companyId }, dealIds, key }) {
    const only = key === null ? null : recordOf(key);
    const writesFields = db
      .select({ name: pipedriveFields.name })
      .from(pipedriveFields)
      .where(
        and(
          eq(pipedriveFields.companyId, companyId),
          eq(pipedriveFields.of, writtenRecords.of),
          eq(pipedriveFields.enabled, true),
        ),
      );
    const { of, recordId, failure } = writtenRecords;
    const rows = await db
      .select({ of, recordId, failure })
      .from(writtenRecords)
      .where(
        and(
          eq(writtenRecords.companyId, companyId),
          sql`${failure} is not null`,
          only ? and(eq(of, only.of), eq(recordId, only.recordId)) : undefined,
          !only && dealIds ? and(eq(of, 'deal'), inArray(recordId, dealIds)) : undefined,
          exists(writesFields),
        ),
      )
      .orderBy(desc(writtenRecords.writtenAt), desc(recordId))
      .limit(sourceLimit);
    return rows.flatMap((row) =>
      row.failure
        ? [
            {
              ...nothingElse,
              key: keyOf(row),
              fingerprint: `${row.failure.reason} ${row.failure.at}`,
              since: row.failure.at,
              state: row.failure.reason,
              said: shortened(row.failure.said),
              dealId: row.of === 'deal' ? row.recordId : null,
              party: row.of === 'deal' ? null : { of: row.of, id: row.recordId },
            },
          ]
        : [],
    );
  },
  async retry({ ctx, scope }, { key }) {
    await retryRecord(ctx, scope.realmKey, recordOf(key));
    return 'started';
  },
};

type RecordKey = { of: RecordKind; recordId: number };

/** The id of a deal; before the id of another record, its kind. */
const keyOf = ({ of, recordId }: RecordKey): string =>
  of === 'deal' ? String(recordId) : `${of} ${recordId}`;

const recordOf = (key: string): RecordKey => {
  const [kind, id = key] = key.split(' ');
  const of = recordKinds.find((one) => one === kind) ?? 'deal';
  return { of, recordId: Number(id) || 0 };
};
