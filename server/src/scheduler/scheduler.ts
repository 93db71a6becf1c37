import { setTimeout as pause } from 'node:timers/promises';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import type { Jobs } from './job.ts';
import { runTurn, type SliceLimits, sliceLimits, turnLeaseMs } from './run-turn.ts';
import { jobNames, type Turn } from './tables.ts';
import { makeTurnCapacity } from './turn-capacity.ts';
import { addInstallationTurn, releaseTurns, takeTurns, turnsChannel } from './turns.ts';
import { onWake } from './wake.ts';

export type Scheduler = {
  /** Takes no more turns and waits for running ones, which may wait for a vendor. */
  stop(): Promise<void>;
};

type Options = {
  limits?: SliceLimits;
  /**
   * No other process uses the database, so leases left by a killed process are released at the
   * start.
   */
  alone?: boolean;
};

/**
 * Works on due turns, several at a time and each for a short slice; the company that was served
 * longest ago comes first. Several processes may do so on one database.
 */
export const startScheduler = (
  dependencies: Dependencies,
  jobs: Jobs,
  { limits = sliceLimits, alone = false }: Options = {},
): Scheduler => {
  const { db, clock, settings } = dependencies;
  const { turnsAtOnce, everyMs } = settings.scheduler;
  const leaseMs = turnLeaseMs(settings.scheduler, limits);
  const stopping = new AbortController();
  const { signal } = stopping;
  const capacity = makeTurnCapacity(turnsAtOnce);
  const running = new Set<Promise<void>>();
  let hint = Promise.withResolvers<void>();
  const wake = () => hint.resolve();
  const unsubscribe = onWake(wake);
  const unlisten = db.listen(turnsChannel, wake);

  const start = (turn: Turn) => {
    const slot = capacity.take(turn.failures > 0);
    const onSlow = () => {
      slot.wait();
      wake();
    };
    const done = runTurn(dependencies, jobs[turn.job], turn, { limits, signal, onSlow }).finally(
      () => {
        slot.release();
        running.delete(done);
        wake();
      },
    );
    running.add(done);
  };

  /** Takes turns until none is due or no capacity is left. */
  const takeDue = async () => {
    while (!signal.aborted) {
      const free = capacity.free();
      if (free.any === 0) return;
      const failing = free.failing > 0;
      const limit = failing ? Math.min(free.any, free.failing) : free.any;
      const wanted = { now: clock.now(), leaseMs, limit, failing, jobs: jobNames };
      const taken = await takeTurns(db, wanted);
      taken.forEach(start);
      if (taken.length < limit) return;
    }
  };

  const prepare = () =>
    transact(db, async (tx) => {
      if (alone) await releaseTurns(tx, clock.now());
      for (const name of jobNames) {
        if (jobs[name].installation) await addInstallationTurn(tx, name, clock.now());
      }
    });

  const untilHintOrPoll = async () => {
    const waiting = new AbortController();
    const poll = pause(everyMs, null, { signal: AbortSignal.any([waiting.signal, signal]) });
    // An aborted pause rejects; that ends the wait as well.
    await Promise.race([hint.promise, poll.catch(() => null)]);
    waiting.abort();
  };

  const loop = async () => {
    let prepared = false;
    while (!signal.aborted) {
      hint = Promise.withResolvers<void>();
      try {
        if (!prepared) await prepare();
        prepared = true;
        await takeDue();
        outage.over();
      } catch (error) {
        outage.failed(error);
      }
      if (!signal.aborted) await untilHintOrPoll();
    }
  };
  const outage = makeOutageLog(dependencies);
  const looping = loop();
  return {
    async stop() {
      stopping.abort();
      unsubscribe();
      await Promise.all([unlisten(), looping]);
      await Promise.all(running);
    },
  };
};

const outageLineMs = 60_000;

/**
 * Logs the first failure in a row, then one per minute, and the recovery: an outage may last for
 * hours.
 */
const makeOutageLog = ({ log, clock }: Pick<Dependencies, 'log' | 'clock'>) => {
  let failures = 0;
  let loggedAt = 0;
  return {
    failed(error: unknown): void {
      failures += 1;
      if (failures > 1 && clock.now() < loggedAt + outageLineMs) return;
      loggedAt = clock.now();
      log.error({ err: error, failures }, 'could not take turns');
    },
    over(): void {
      if (failures > 0) log.info({ failures }, 'turns are taken again');
      failures = 0;
    },
  };
};
