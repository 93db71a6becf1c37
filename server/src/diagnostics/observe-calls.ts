import { isAppError } from '../app-error.ts';
import type { eventStages } from './tables.ts';

export type Vendor = 'quickbooks' | 'pipedrive';

/** Prometheus metrics of a process. No label contains a company, a realm or a user. */
export type Metrics = {
  /** Records one ended call of a gateway. `operation`: its verb. */
  observeCall(call: { vendor: Vendor; operation: string; result: string; seconds: number }): void;
  /** Records one stage of an event of QuickBooks on its way to the user. */
  observeEvent(event: { stage: (typeof eventStages)[number]; ms: number }): void;
  /** Records how many live streams this process has open. */
  observeStreams(open: number): void;
  /** The text exposition format. */
  text(): Promise<string>;
  contentType: string;
};

/** Outcomes of a write that are returned, not thrown (`quickbooks/write-result.ts`). */
const kinds = new Set(['refused', 'unauthorized', 'throttled', 'unclear', 'stale']);

const resultOf = (value: unknown): string => {
  const { kind } = (value ?? {}) as { kind?: unknown };
  return typeof kind === 'string' && kinds.has(kind) ? kind : 'ok';
};

/** Wraps a gateway to measure each of its calls; returns it unchanged without metrics. */
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
