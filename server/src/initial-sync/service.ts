import { iso } from '../clock.ts';
import { activeConnection, ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { initialSync, Progress } from './contract.ts';
import { openSync, readAgainForUser, type SyncRow, storedSync } from './store.ts';

/** Progress of the initial sync, and reading everything again; for the connection owner. */
export const initialSyncService: Service<typeof initialSync> = {
  async show(ctx) {
    const { realmId } = await ownedConnection(ctx);
    return { progress: await progressOf(ctx, { companyId: ctx.companyId, realmId }) };
  },

  async again(ctx) {
    const { realmId } = await activeConnection(ctx);
    const realmKey = { companyId: ctx.companyId, realmId };
    const now = ctx.clock.now();
    const row = await openSync(ctx.db, realmKey, now);
    // A second press while it runs changes nothing.
    const isRunning = row !== null && row.step !== null && row.scope === 'all';
    await transact(ctx.db, async (tx) => {
      if (!isRunning) await readAgainForUser(tx, realmKey, now);
      await makeDue(tx, { ...realmKey, job: 'initial_sync' }, now, now);
    });
    return { progress: await progressOf(ctx, realmKey) };
  },
};

const progressOf = async ({ db }: Ctx, realmKey: RealmKey): Promise<Progress | null> => {
  const row = await storedSync(db, realmKey);
  return row && toProgress(row);
};

const stateOf = ({ scope, step, begunAt }: SyncRow): Progress['state'] => {
  // Reading only the names again is not for the user to watch.
  if (step === null || scope === 'names') return 'done';
  if (begunAt === null) return 'waiting';
  if (step === 'Payment') return 'payments';
  return step === 'Invoice' ? 'invoices' : 'names';
};

const toProgress = (row: SyncRow): Progress => ({
  state: stateOf(row),
  read: row.read,
  total: row.total,
  finishedAt: row.finishedAt === null ? null : iso(row.finishedAt),
  counts: {
    invoices: row.counts.Invoice ?? 0,
    customers: row.counts.Customer ?? 0,
    items: row.counts.Item ?? 0,
    vendors: row.counts.Vendor ?? 0,
    employees: row.counts.Employee ?? 0,
  },
  // Waiting for our own rate limit is no problem.
  problem: (row.problem && row.problem.code !== 'quickbooks_busy'
    ? row.problem.code
    : null) as Progress['problem'],
});
