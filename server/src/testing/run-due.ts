import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { backgroundJobs } from '../dependencies.ts';
import { type KindName, vendorOf } from '../operations/tables.ts';
import type { Job } from '../scheduler/job.ts';
import { runTurn, sliceLimits } from '../scheduler/run-turn.ts';
import type { Turn, TurnKey } from '../scheduler/tables.ts';
import { addInstallationTurn, takeTurns } from '../scheduler/turns.ts';

/** Removes the slice limits of a job, and counts the items that did something. */
const toTheEnd = (job: Job, count: () => void): Job => ({
  ...job,
  work: (dependencies, turn, slice) =>
    job.work(dependencies, turn, {
      ...slice,
      goesOn: () => true,
      async item(work) {
        const done = await slice.item(work);
        if (done !== false) count();
        return done;
      },
    }),
});

/**
 * Runs due background work as the scheduler does, each turn once and to its end. Returns the number
 * of items that did something.
 */
export const runDue = async (
  dependencies: Dependencies,
  jobs: readonly TurnKey['job'][],
): Promise<number> => {
  const { signal } = new AbortController();
  const { leaseMs } = dependencies.settings.scheduler;
  const now = dependencies.clock.now();
  await transact(dependencies.db, async (tx) => {
    for (const job of jobs) {
      if (backgroundJobs[job].installation) await addInstallationTurn(tx, job, now);
    }
  });
  const taken = await takeTurns(dependencies.db, {
    now,
    leaseMs,
    limit: 1_000,
    failing: true,
    jobs,
  });
  let worked = 0;
  const run = (turn: Turn) => {
    const job = toTheEnd(backgroundJobs[turn.job], () => {
      worked += 1;
    });
    return runTurn(dependencies, job, turn, {
      limits: sliceLimits,
      signal,
      onSlow: () => undefined,
    });
  };
  await Promise.all(taken.map(run));
  return worked;
};

/** Runs due work for the vendors of these kinds of operation. */
export const resolveDue = (
  dependencies: Dependencies,
  kinds: readonly KindName[],
): Promise<number> => runDue(dependencies, [...new Set(kinds.map((kind) => vendorOf[kind]))]);
