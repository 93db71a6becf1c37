import type { ErrorCode, ErrorDetails, FieldError } from './shared/contract/error-body.ts';

/** The one error that services throw. Its code is the message; words are the web's business. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails | undefined;
  readonly fields: FieldError[] | undefined;

  constructor(code: ErrorCode, more: { details?: ErrorDetails; fields?: FieldError[] } = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.details = more.details;
    this.fields = more.fields;
  }
}

/** True for an {@link AppError} of one of these codes. */
export const isAppError = (error: unknown, ...codes: ErrorCode[]): error is AppError =>
  error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
