import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultRule } from '../control/fault-rules.ts';
import { type Answer, type Format, faultAnswer } from '../wire/answer.ts';
import { ApiFault, faultError } from '../wire/faults.ts';
import { throttled, unauthenticated, unauthorized } from './gateway.ts';

/** The faults scheduled for this call. */
export interface Plan {
  latencyMs: number;
  fault: FaultRule | undefined;
}

/**
 * Runs the work with its scheduled delay and fault. `slow` delays the work; `status` replaces the
 * response, before the work or, when `committed`, after it. A client disconnect does not stop the
 * work.
 */
export async function withPlan(
  plan: Plan,
  at: number,
  format: Format,
  work: () => Answer,
): Promise<Answer> {
  const { fault } = plan;
  const delay = plan.latencyMs + (fault?.fault === 'slow' ? (fault.delayMs ?? 0) : 0);
  if (delay > 0) await sleep(delay);
  if (fault?.fault !== 'status') return work();
  if (fault.committed) work();
  return scheduledAnswer(fault, at, format);
}

/** The response of a `status` fault: its own body, else Intuit's body for that status. */
export function scheduledAnswer(fault: FaultRule, at: number, requested: Format): Answer {
  const status = fault.status ?? 500;
  const format = fault.format ?? requested;
  if (fault.body !== undefined)
    return { status, contentType: fault.contentType ?? 'text/plain', body: fault.body };
  if (status === 401) return unauthenticated('Token expired', at, fault.format);
  if (status === 403) return unauthorized(at, fault.format);
  if (status === 429) return throttled(at, fault.format);
  if (status < 500) {
    const code = fault.code ?? '6000';
    return faultAnswer(
      new ApiFault([faultError(code, 'Scheduled by a test.')], status),
      at,
      format,
    );
  }
  if (status === 502 || status === 503 || status === 504)
    return {
      status,
      contentType: 'text/html',
      body: '<html><body><h1>Service Unavailable</h1></body></html>',
    };
  const error = faultError(
    fault.code ?? '10000',
    'An application error has occurred while processing your request',
  );
  return faultAnswer(new ApiFault([error], status, 'SystemFault'), at, format);
}
