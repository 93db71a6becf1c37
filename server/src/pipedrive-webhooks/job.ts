import { isAppError } from '../app-error.ts';
import { liveConnection } from '../connection/store.ts';
import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { grantOf } from '../install/store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Job } from '../scheduler/job.ts';
import { isUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { deliveryUrl, endWebhooks, registerWebhooks } from './register.ts';
import { webhooksOf } from './store.ts';

/** Background job that keeps a company's webhooks at Pipedrive registered, with the owner's grant. */
export const pipedriveWebhooksJob: Job = {
  cause: 'pipedrive_webhooks',
  async work(dependencies, { companyId }, slice) {
    const { db, clock } = dependencies;
    const user = await ownerOf(db, companyId);
    const row = await webhooksOf(db, companyId);
    const isCurrent =
      row?.userId === user?.userId && row?.url === deliveryUrl(dependencies.settings);
    if (row && isCurrent && row.nextAt > clock.now()) return;
    if (!user && !row) return;
    const isDone = await slice.item(() => isReached(() => update(dependencies, user, row)));
    if (!isDone) slice.noResponse();
  },
  async next(db, { companyId }, now) {
    const user = await ownerOf(db, companyId);
    const row = await webhooksOf(db, companyId);
    if (!user) return row && { at: now, urgent: false };
    return { at: row?.userId === user.userId ? row.nextAt : now, urgent: false };
  },
};

const update = async (
  dependencies: Dependencies,
  user: PipedriveUser | null,
  row: Awaited<ReturnType<typeof webhooksOf>>,
): Promise<void> => {
  if (row && row.userId !== user?.userId) await endWebhooks(dependencies, row);
  if (user) await registerWebhooks(dependencies, user);
};

/** The connection owner, while the owner's grant is valid. */
const ownerOf = async (db: Reader, companyId: number): Promise<PipedriveUser | null> => {
  const connection = await liveConnection(db, companyId);
  if (!connection) return null;
  const user = { companyId, userId: connection.ownerId };
  return (await grantOf(db, user))?.state === 'active' ? user : null;
};

/** False when Pipedrive cannot be reached, or not with this grant. */
const isReached = async (work: () => Promise<void>): Promise<boolean> => {
  try {
    await work();
    return true;
  } catch (error) {
    if (isUnavailable(error) || isAppError(error, 'not_installed', 'install_broken')) return false;
    throw error;
  }
};
