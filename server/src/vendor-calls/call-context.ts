import { AsyncLocalStorage } from 'node:async_hooks';

/** What the current work is about, for the line of a vendor call that fails in it. */
export type CallContext = {
  companyId?: number | undefined;
  realmId?: string;
  /** Our verb, such as `createInvoice`. */
  operation?: string;
};

const running = new AsyncLocalStorage<CallContext>();

export const callContext = (): CallContext => running.getStore() ?? {};

/** Runs `work`, and whatever it starts, with this known as well as what was known before. */
export const withCallContext = <T>(known: CallContext, work: () => T): T =>
  running.run({ ...running.getStore(), ...known }, work);

/** The same gateway; calls that a verb makes carry its name. */
export const withVerbs = <Gateway extends object>(gateway: Gateway): Gateway => {
  const named = Object.entries(gateway).map(([operation, verb]) => [
    operation,
    (...args: unknown[]) => withCallContext({ operation }, () => verb(...args)),
  ]);
  return Object.fromEntries(named);
};
