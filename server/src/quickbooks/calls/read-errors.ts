import { AppError, isAppError } from '../../app-error.ts';
import type { ErrorCode } from '../../shared/contract/error-body.ts';
import { allSaid, type Fault } from '../write-result.ts';
import type { CallFailure } from './faults.ts';

const details = (fault: Fault) => ({
  tid: fault.tid ?? undefined,
  faultCode: fault.code || undefined,
  said: allSaid(fault) || undefined,
});

/**
 * 6190: the subscription has ended. 140, 150: the company is temporarily locked. 120, 130, 3100: no
 * permission for user, cluster or app.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const codes: Record<string, ErrorCode> = {
  '120': 'quickbooks_forbidden',
  '130': 'quickbooks_forbidden',
  '3100': 'quickbooks_forbidden',
  '6190': 'quickbooks_read_only',
  '140': 'quickbooks_unavailable',
  '150': 'quickbooks_unavailable',
};

/** Converts a failed read, or a write that took no effect, to an `AppError`. */
export const readError = (failure: CallFailure): AppError => {
  switch (failure.kind) {
    case 'unauthorized':
      return new AppError('connection_broken', { details: details(failure.fault) });
    case 'forbidden':
      return new AppError('quickbooks_forbidden', { details: details(failure.fault) });
    case 'not_found':
      return new AppError('not_found', { details: details(failure.fault) });
    case 'refused':
    case 'stale': {
      const code = codes[failure.fault.code] ?? 'quickbooks_refused';
      return new AppError(code, { details: details(failure.fault) });
    }
    case 'throttled': {
      const seconds = Math.ceil((failure.retryAfterMs ?? 60_000) / 1000);
      const waiting = { retryAfter: seconds, tid: failure.tid ?? undefined };
      return new AppError('quickbooks_busy', { details: waiting });
    }
    case 'unclear':
      return new AppError('quickbooks_unavailable', {
        details: { tid: failure.tid ?? undefined, faultCode: failure.code },
      });
    case 'unreachable':
      return new AppError('quickbooks_unavailable');
  }
};

/**
 * Returns 4002 or 10000, which a single record can cause in every response that would contain it,
 * else null. https://github.com/intuit/QuickBooks-V3-DotNET-SDK/issues/111 (4002) and
 * https://github.com/intuit/QuickBooks-V3-PHP-SDK/issues/127 (10000, also sent during outages).
 */
export const recordFault = (error: unknown): string | null => {
  if (!isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) return null;
  const code = error.details?.faultCode ?? '';
  return ['4002', '10000'].includes(code) ? code : null;
};

/** Returns what `read` returns, or null when the object does not exist (not_found). */
export const nullWhenNotFound = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
};

/**
 * Returns `fallback` when QuickBooks refuses the query. For optional searches that Intuit does not
 * document for every property, such as `like` on a SKU.
 */
export const fallbackWhenRefused = async <T>(read: () => Promise<T>, fallback: T): Promise<T> => {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return fallback;
    throw error;
  }
};
