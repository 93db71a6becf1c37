import { callContext } from '../vendor-calls/call-context.ts';
import type { Log } from './logger.ts';

/** A request to a vendor that was not answered, or not with what was asked for. */
export type FailedCall = {
  vendor: 'quickbooks' | 'pipedrive';
  /** Where it is not the verb of the gateway that runs. */
  operation?: string;
  /** Null when no response came. */
  status: number | null;
  /** The name of the network error, when no response came. */
  network?: string | null | undefined;
  faultCode?: string | null | undefined;
  headers?: Headers | null | undefined;
  /** Where they are not those of the work that runs. */
  companyId?: number;
  realmId?: string;
};

export type OnFailedCall = (call: FailedCall) => void;

/** The name of what fetch threw; where several addresses were tried, that of the first. */
export const networkName = (error: unknown): string | null => {
  const { name, cause } = (error ?? {}) as {
    name?: string;
    cause?: { code?: string; errors?: { code?: string }[] };
  };
  return cause?.code ?? cause?.errors?.[0]?.code ?? name ?? null;
};

const matching =
  (pattern: RegExp) =>
  (value: string | null | undefined): string | null =>
    value && pattern.test(value) ? value : null;

/** `6240`, `invalid_grant`, `ERR_SCHEMA_VALIDATION_FAILED`; what looks like anything else is not logged. */
const code = matching(/^(\d{1,6}|[A-Za-z_]{1,60})$/);

/** `1-69f0a24d-0a1b2c3d4e5f60718293a4b5`, a UUID, `UND_ERR_SOCKET`. */
const id = matching(/^[\w.:-]{1,80}$/);

/**
 * Logs a vendor call that failed, one line each. Addresses, bodies and messages are left out: they may hold
 * tokens, names and amounts.
 */
export const logFailedCall =
  (log: Log): OnFailedCall =>
  ({ vendor, status, headers, ...call }) => {
    const context = callContext();
    const supportId =
      vendor === 'quickbooks'
        ? { intuit_tid: id(headers?.get('intuit_tid')) }
        : { correlationId: id(headers?.get('x-correlation-id')) };
    const line = {
      vendor,
      operation: call.operation ?? context.operation ?? 'other',
      status,
      faultCode: code(call.faultCode),
      ...(status === null && { network: id(call.network) ?? 'unknown' }),
      ...supportId,
      companyId: call.companyId ?? context.companyId ?? null,
      ...(vendor === 'quickbooks' && { realmId: call.realmId ?? context.realmId ?? null }),
    };
    log.warn(line, 'vendor call failed');
  };
