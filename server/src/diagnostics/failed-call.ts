import { callContext } from '../vendor-calls/call-context.ts';
import type { Log } from './logger.ts';

/** A request to a vendor without a response, or with an unusable one. */
export type FailedCall = {
  vendor: 'quickbooks' | 'pipedrive';
  /** Defaults to the running verb of the gateway. */
  operation?: string;
  /** Null when no response came. */
  status: number | null;
  /** Name of the network error, when no response came. */
  network?: string | null | undefined;
  faultCode?: string | null | undefined;
  headers?: Headers | null | undefined;
  /** Company and realm; default to those of the current call context. */
  companyId?: number;
  realmId?: string;
};

export type OnFailedCall = (call: FailedCall) => void;

/** Returns the code or name of an error of fetch; of the first address when several were tried. */
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

/**
 * Fault codes such as `6240`, `invalid_grant`, `ERR_SCHEMA_VALIDATION_FAILED`; others become null.
 */
const code = matching(/^(\d{1,6}|[A-Za-z_]{1,60})$/);

/**
 * Ids such as `1-69f0a24d-0a1b2c3d4e5f60718293a4b5`, a UUID, `UND_ERR_SOCKET`; others become null.
 */
const id = matching(/^[\w.:-]{1,80}$/);

/**
 * Logs one line per failed vendor call, without addresses, bodies and messages, which may contain
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
