import { and, desc, eq, gte } from 'drizzle-orm';
import { auditEntries } from '../../audit/tables.ts';
import { liveConnection } from '../../connection/store.ts';
import { nothingElse, type ProblemSource } from '../problem-source.ts';

/** QuickBooks refused the refresh token; only a new consent helps. */
export const connectionSource: ProblemSource = {
  kind: 'connection',
  audience: 'company',
  async list(db, { realmKey: { companyId } }) {
    const connection = await liveConnection(db, companyId);
    if (connection?.state !== 'broken') return [];
    const [broken] = await db
      .select({ at: auditEntries.at })
      .from(auditEntries)
      .where(
        and(
          eq(auditEntries.companyId, companyId),
          gte(auditEntries.at, connection.connectedAt),
          eq(auditEntries.action, 'connection_broken'),
        ),
      )
      .orderBy(desc(auditEntries.at))
      .limit(1);
    return [
      {
        ...nothingElse,
        key: connection.id,
        fingerprint: String(connection.version),
        since: broken?.at ?? null,
        code: 'connection_broken',
        name: connection.ownerName,
        canRetry: false,
        canIgnore: false,
      },
    ];
  },
};
