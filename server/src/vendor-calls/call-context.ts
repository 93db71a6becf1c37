import { AsyncLocalStorage } from 'node:async_hooks';

/** Company, realm and verb of the current work, for the log line of a failed vendor call. */
export type CallContext = {
  companyId?: number | undefined;
  realmId?: string;
  /** Verb of the gateway, such as `createInvoice`. */
  operation?: string;
};

const running = new AsyncLocalStorage<CallContext>();

export const callContext = (): CallContext => running.getStore() ?? {};

/** Runs `work`, and everything it starts, with `known` added to the current context. */
export const withCallContext = <T>(known: CallContext, work: () => T): T =>
  running.run({ ...running.getStore(), ...known }, work);

/** Wraps a gateway so that each verb runs with its name in the call context. */
export const withVerbs = <Gateway extends object>(gateway: Gateway): Gateway => {
  const named = Object.entries(gateway).map(([operation, verb]) => [
    operation,
    (...args: unknown[]) => withCallContext({ operation }, () => verb(...args)),
  ]);
  return Object.fromEntries(named);
};
