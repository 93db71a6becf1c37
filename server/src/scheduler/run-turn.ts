import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { announceChange } from '../live/changes.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import { timeItem } from '../vendor-calls/item-time.ts';
import { inBackground } from '../vendor-calls/urgency.ts';
import type { Job, Slice } from './job.ts';
import { isLasting, isNewlyLasting } from './lasting-failure.ts';
import type { Turn } from './tables.ts';
import { giveBack, renewTurn } from './turns.ts';

/**
 * Limits of one slice. An item that takes longer than `slowItemMs`, without waits for permits,
 * means that the vendor does not respond.
 */
export type SliceLimits = { items: number; ms: number; slowItemMs: number };

export const sliceLimits: SliceLimits = { items: 20, ms: 2_000, slowItemMs: 10_000 };

/**
 * How long a turn is leased: `leaseMs` minus the poll interval and the longest wait for capacity,
 * so that another process takes over the work of a killed one within `leaseMs`.
 */
export const turnLeaseMs = (
  { leaseMs, everyMs }: Dependencies['settings']['scheduler'],
  limits: SliceLimits,
): number => Math.max(leaseMs / 2, leaseMs - everyMs - limits.ms);

type Running = {
  limits: SliceLimits;
  /** Aborted when the process stops. */
  signal: AbortSignal;
  /** Called once when the slice exceeds its time limit. */
  onSlow(): void;
};

/** 2 s, 4 s, 8 s … up to a minute. */
export const pauseAfterFailures = (failures: number): number =>
  Math.min(60_000, 1_000 * 2 ** failures);

/** Works on one slice of a leased turn, then releases the turn. Never throws. */
export const runTurn = async (
  dependencies: Dependencies,
  job: Job,
  turn: Turn,
  { limits, signal, onSlow }: Running,
): Promise<void> => {
  const { db, clock, log, settings } = dependencies;
  const { everyMs } = settings.scheduler;
  const leaseMs = turnLeaseMs(settings.scheduler, limits);
  const { companyId, realmId } = turn;
  const fields = { job: turn.job, companyId, realmId };
  const began = performance.now();
  let [items, failed, leaseUntil] = [0, false, turn.leaseUntil ?? 0];
  let failureCode = 'no_response';

  const slice: Slice = {
    goesOn: () =>
      !(failed || signal.aborted) &&
      items < limits.items &&
      performance.now() - began < limits.ms &&
      clock.now() < leaseUntil,
    async item(work) {
      items += 1;
      return timeItem(work, (ms) => {
        if (ms > limits.slowItemMs) failed = true;
      });
    },
    noResponse(code) {
      failed = true;
      failureCode = code ?? failureCode;
    },
  };

  const renew = async () => {
    const now = clock.now();
    const renewed = await renewTurn(db, turn, { now, leaseMs });
    leaseUntil = renewed ? now + leaseMs : 0;
  };
  const renewing = setInterval(
    () =>
      void renew().catch((error) =>
        log.warn({ ...fields, err: error }, 'could not renew the lease of a turn'),
      ),
    leaseMs / 3,
  );
  const slow = setTimeout(onSlow, limits.ms);
  try {
    const known = job.installation ? {} : { companyId };
    await withCallContext(known, () =>
      inBackground(job.cause, () => job.work(dependencies, turn, slice)),
    );
  } catch (error) {
    failed = true;
    failureCode = isAppError(error) ? error.code : 'internal';
    log.error({ ...fields, err: error }, 'background work failed');
  } finally {
    clearInterval(renewing);
    clearTimeout(slow);
  }
  const failures = failed ? turn.failures + 1 : 0;
  const now = clock.now();
  const outcome = failed
    ? { failures, failingSince: turn.failingSince ?? now, failureCode }
    : { failures, failingSince: null, failureCode: null };
  // Due work that could not begin must not be retried without a pause.
  const pause = failed ? pauseAfterFailures(failures) : items === 0 ? everyMs : 0;
  try {
    await giveBack(db, turn, outcome, async (tx) => {
      const isShown = failed ? isNewlyLasting : isLasting;
      if (!job.installation && isShown(turn.failingSince, now))
        announceChange(tx, { companyId, realmId, dealIds: null });
      const due = await job.next(tx, turn, now);
      return due && { ...due, at: Math.max(due.at, now + pause) };
    });
  } catch (error) {
    // The lease will expire, and another process takes the turn.
    log.error({ ...fields, err: error }, 'could not release a turn');
  }
};
