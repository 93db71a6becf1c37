import {
  type ErrorBody,
  type ErrorCode,
  type ErrorDetails,
  errorStatus,
  type FieldError,
} from '@dealbill/server/shared/contract/error-body';

/** The server's codes, and the one it cannot send: nothing answered. */
export type WebErrorCode = ErrorCode | 'offline';

/** Every failed call ends in this. `requestId` is empty when the server was never reached. */
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

/** True for a code of the closed list; newer servers may know more. */
export const isErrorCode = (code: unknown): code is ErrorCode =>
  typeof code === 'string' && Object.hasOwn(errorStatus, code);

/** Statuses with which a proxy says that nobody is behind it. */
const nobodyBehind = new Set([502, 503, 504]);

/** The error in an answer that is not ok; answers without our body come from something in between. */
export const errorOf = (status: number, body: unknown): ApiError => {
  const error = (body as Partial<ErrorBody> | null)?.error;
  if (isErrorCode(error?.code)) return new ApiError(error.code, error);
  return new ApiError(nobodyBehind.has(status) ? 'offline' : 'internal', error);
};

/** What a failed query or mutation threw, as an {@link ApiError}. */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError ? error : new ApiError('internal');
