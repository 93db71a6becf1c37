import { AppError, isAppError } from '../../app-error.ts';
import type { ErrorCode } from '../../shared/contract/error-body.ts';
import { allSaid, type Fault } from '../write-result.ts';
import type { Trouble } from './faults.ts';

const details = (fault: Fault) => ({
  tid: fault.tid ?? undefined,
  faultCode: fault.code || undefined,
  said: allSaid(fault) || undefined,
});

/**
 * 6190: the subscription ended. 140, 150: the company is locked for a while. 120, 130, 3100: user, cluster
 * or app is not allowed; a write counts that as a refusal (Intuit: error codes).
 */
const codes: Record<string, ErrorCode> = {
  '120': 'quickbooks_forbidden',
  '130': 'quickbooks_forbidden',
  '3100': 'quickbooks_forbidden',
  '6190': 'quickbooks_read_only',
  '140': 'quickbooks_unavailable',
  '150': 'quickbooks_unavailable',
};

/** A failed read, or a write that did nothing, in the words that services throw. */
export const readError = (trouble: Trouble): AppError => {
  switch (trouble.kind) {
    case 'unauthorized':
      return new AppError('connection_broken', { details: details(trouble.fault) });
    case 'forbidden':
      return new AppError('quickbooks_forbidden', { details: details(trouble.fault) });
    case 'not_found':
      return new AppError('not_found', { details: details(trouble.fault) });
    case 'refused':
    case 'stale': {
      const code = codes[trouble.fault.code] ?? 'quickbooks_refused';
      return new AppError(code, { details: details(trouble.fault) });
    }
    case 'throttled': {
      const seconds = Math.ceil((trouble.retryAfterMs ?? 60_000) / 1000);
      const told = { retryAfter: seconds, tid: trouble.tid ?? undefined };
      return new AppError('quickbooks_busy', { details: told });
    }
    case 'unclear':
      return new AppError('quickbooks_unavailable', {
        details: { tid: trouble.tid ?? undefined, faultCode: trouble.code },
      });
    case 'unreachable':
      return new AppError('quickbooks_unavailable');
  }
};

/**
 * The code of a fault that one record can cause in every answer that would hold it: 4002 (github.com/intuit/
 * QuickBooks-V3-DotNET-SDK/issues/111) and 10000 (github.com/intuit/QuickBooks-V3-PHP-SDK/issues/127). Null
 * for all other errors. 10000 is also what QuickBooks answers while it is out of order.
 */
export const recordFault = (error: unknown): string | null => {
  if (!isAppError(error, 'quickbooks_refused', 'quickbooks_unavailable')) return null;
  const code = error.details?.faultCode ?? '';
  return ['4002', '10000'].includes(code) ? code : null;
};

/** What is read, or null where there is no such object, or no longer. */
export const unlessGone = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'not_found')) return null;
    throw error;
  }
};

/**
 * What a query finds, or `instead` where QuickBooks refuses it: for parts of a search that Intuit does not
 * document for every property, such as `like` on a SKU, and that the rest can do without.
 */
export const unlessRefused = async <T>(ask: () => Promise<T>, instead: T): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return instead;
    throw error;
  }
};
