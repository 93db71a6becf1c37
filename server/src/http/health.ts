import type { FastifyInstance } from 'fastify';
import type { Dependencies } from '../context.ts';
import { schemaVersion } from '../db/migrations.ts';
import { type StorageError, storageProblem } from '../db/storage-error.ts';
import { lastStorageProblem } from '../db/transact.ts';
import type { Closing } from './closing.ts';
import { tryWriting } from './try-writing.ts';

/** Why the server is not ready for requests. */
type Reason =
  | 'shutting_down'
  | 'disk_full'
  | 'database_read_only'
  | 'database_unreachable'
  /** The database was replaced by an older one while the server ran. */
  | 'migration_pending'
  /** A newer version of Dealbill has migrated the database. */
  | 'schema_newer';

const storageReasons: Record<string, Reason> = {
  full: 'disk_full',
  read_only: 'database_read_only',
};

const reasonOf = (problem: StorageError | null): Reason =>
  storageReasons[problem?.reason ?? ''] ?? 'database_unreachable';

/** Minimum interval between trial writes, because the route is public. */
const minTrialIntervalMs = 1_000;

/**
 * `/healthz` always returns 200. `/readyz` returns 200, or 503 with a reason; after a failed
 * transaction it tries a write to find out whether the failure persists.
 */
export const healthRoutes = (
  app: FastifyInstance,
  { db }: Pick<Dependencies, 'db'>,
  closing: Closing,
): void => {
  const options = { schema: { hide: true }, config: { rateLimit: false as const } };
  let triedAt = Number.NEGATIVE_INFINITY;

  const storageReason = async (): Promise<Reason | null> => {
    if (lastStorageProblem(db) && performance.now() - triedAt >= minTrialIntervalMs) {
      triedAt = performance.now();
      await tryWriting(db).catch(() => null);
    }
    const problem = lastStorageProblem(db);
    return problem && reasonOf(problem);
  };
  const notReady = async (): Promise<Reason | null> => {
    if (closing.hasBegun()) return 'shutting_down';
    try {
      const version = await schemaVersion(db);
      if (version !== 'current') {
        return version === 'older' ? 'migration_pending' : 'schema_newer';
      }
      return await storageReason();
    } catch (error) {
      return reasonOf(storageProblem(error));
    }
  };

  app.get('/healthz', options, async () => ({ ok: true }));
  app.get('/readyz', options, async (_request, reply) => {
    const reason = await notReady();
    if (reason) reply.code(503);
    return reason ? { ready: false, reason } : { ready: true };
  });
};
