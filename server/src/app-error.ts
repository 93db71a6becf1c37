import type { ErrorCode, ErrorDetails, FieldError } from './shared/contract/error-body.ts';

/**
 * The only error that services throw. Its message is its code; the web translates codes into text.
 */
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

/** Whether this is an {@link AppError} with one of these codes; any code when none is given. */
export const isAppError = (error: unknown, ...codes: ErrorCode[]): error is AppError =>
  error instanceof AppError && (codes.length === 0 || codes.includes(error.code));
