import { isAppError } from '../app-error.ts';

export type Vendor = 'quickbooks' | 'pipedrive';

/** What a process measures, for Prometheus. No label names a company, a realm or a user. */
export type Metrics = {
  /** One call of a gateway has ended. `operation`: its verb. */
  observeCall(call: { vendor: Vendor; operation: string; result: string; seconds: number }): void;
  /** The text exposition format. */
  text(): Promise<string>;
  contentType: string;
};

/** How a write ended (`quickbooks/write-result.ts`), where that is not in an error. */
const kinds = new Set(['refused', 'unauthorized', 'throttled', 'unclear', 'stale']);

const resultOf = (value: unknown): string => {
  const { kind } = (value ?? {}) as { kind?: unknown };
  return typeof kind === 'string' && kinds.has(kind) ? kind : 'ok';
};

/** The same gateway, each call of which is measured. */
export const observeCalls = <G extends object>(
  gateway: G,
  vendor: Vendor,
  metrics: Pick<Metrics, 'observeCall'> | null,
): G => {
  if (metrics === null) return gateway;
  const observe = async (operation: string, call: Promise<unknown>) => {
    const begun = performance.now();
    let result = 'error';
    try {
      const value = await call;
      result = resultOf(value);
      return value;
    } catch (error) {
      if (isAppError(error)) result = error.code;
      throw error;
    } finally {
      metrics.observeCall({
        vendor,
        operation,
        result,
        seconds: (performance.now() - begun) / 1_000,
      });
    }
  };
  const observed = Object.entries(gateway).map(([operation, verb]) => {
    if (typeof verb !== 'function') return [operation, verb];
    const measured = (...input: unknown[]) => {
      const output: unknown = verb(...input);
      return output instanceof Promise ? observe(operation, output) : output;
    };
    return [operation, measured];
  });
  return Object.fromEntries(observed) as G;
};
