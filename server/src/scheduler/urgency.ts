import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom the current work runs: a user who waits for it, or nobody. */
export type Urgency = 'user' | 'background';

/** `cause` names the work: a contract entry such as `invoices.list`, or a job such as `operations`. */
export type Reason = { urgency: Urgency; cause: string };

const running = new AsyncLocalStorage<Reason>();

/** Work that nobody has named counts as a user's: it must not wait behind background work. */
const unnamed: Reason = { urgency: 'user', cause: 'other' };

/** Why the current work runs. */
export const currentReason = (): Reason => running.getStore() ?? unnamed;

/** Runs `work`, and whatever it starts, for a user who waits for it. */
export const forUser = <T>(cause: string, work: () => T): T =>
  running.run({ urgency: 'user', cause }, work);

/** Runs `work`, and whatever it starts, while no user waits for it. */
export const inBackground = <T>(cause: string, work: () => T): T =>
  running.run({ urgency: 'background', cause }, work);
