import { AsyncLocalStorage } from 'node:async_hooks';

/** Whether a user waits for the current work. */
export type Urgency = 'user' | 'background';

/**
 * `cause` names the work: a contract entry such as `invoices.list`, or a job such as `operations`.
 */
export type Reason = {
  urgency: Urgency;
  cause: string;
  /** When the event of QuickBooks was received that caused the work, epoch milliseconds. */
  eventAt?: number;
};

const running = new AsyncLocalStorage<Reason>();

/** Unnamed work counts as a user's, so that it does not wait behind background work. */
const unnamed: Reason = { urgency: 'user', cause: 'other' };

/** Returns for whom and by what the current work was started. */
export const currentReason = (): Reason => running.getStore() ?? unnamed;

/** Runs `work`, and everything it starts, as work that a user waits for. */
export const forUser = <T>(cause: string, work: () => T): T =>
  running.run({ urgency: 'user', cause }, work);

/** Runs `work`, and everything it starts, as background work. */
export const inBackground = <T>(cause: string, work: () => T): T =>
  running.run({ urgency: 'background', cause }, work);

/** Runs `work`, and everything it starts, as caused by an event received at this instant. */
export const afterEvent = <T>(eventAt: number, work: () => T): T =>
  running.run({ ...currentReason(), eventAt }, work);
