import {
  type ErrorBody,
  type ErrorCode,
  type ErrorDetails,
  errorStatus,
  type FieldError,
} from '@dealbill/server/shared/contract/error-body';

/** The server's error codes, and `offline` for a request that got no response from it. */
export type WebErrorCode = ErrorCode | 'offline';

/** Error of every failed API call. `requestId` is empty when the server was not reached. */
export class ApiError extends Error {
  readonly code: WebErrorCode;
  readonly fields: FieldError[];
  readonly details: ErrorDetails;
  readonly requestId: string;

  constructor(code: WebErrorCode, body?: Partial<ErrorBody['error']>) {
    super(code);
    this.name = 'ApiError';
    this.code = code;
    this.fields = body?.fields ?? [];
    this.details = body?.details ?? {};
    this.requestId = body?.requestId ?? '';
  }
}

/** False for a code that only a newer server version knows. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorStatus, code);

/** Statuses a proxy responds with when the server behind it is down. */
const nobodyBehind = new Set([502, 503, 504]);

/**
 * Maps a failed response to an error. A body without our error code comes from a proxy in between.
 */
export const errorOf = (status: number, body: unknown): ApiError => {
  const error = (body as Partial<ErrorBody> | null)?.error;
  if (isErrorCode(error?.code)) return new ApiError(error.code, error);
  return new ApiError(nobodyBehind.has(status) ? 'offline' : 'internal', error);
};

/**
 * Converts whatever a query or mutation threw; an error that is no {@link ApiError} is `internal`.
 */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('internal');
