import { AsyncLocalStorage } from 'node:async_hooks';

const checks = new AsyncLocalStorage<() => Promise<boolean>>();

/**
 * Runs `work` with a check for its requests: one that waited for a permit or a token calls
 * `mayStillSend` right before it is sent, and is not sent when the result is false.
 */
export const checkBeforeSending = <T>(mayStillSend: () => Promise<boolean>, work: () => T): T =>
  checks.run(mayStillSend, work);

/** Runs the check of the current `checkBeforeSending`; true outside one. */
export const mayStillSend = async (): Promise<boolean> => (await checks.getStore()?.()) ?? true;
