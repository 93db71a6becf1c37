import { AsyncLocalStorage } from 'node:async_hooks';

const checks = new AsyncLocalStorage<() => Promise<boolean>>();

/**
 * Runs `work`; a request of it that had to wait for a permit or a token asks `mayStillSend` right before it
 * is sent, and is not sent when that is false.
 */
export const checkBeforeSending = <T>(mayStillSend: () => Promise<boolean>, work: () => T): T =>
  checks.run(mayStillSend, work);

/** What the current work wants to be asked before it sends something. */
export const mayStillSend = async (): Promise<boolean> => (await checks.getStore()?.()) ?? true;
