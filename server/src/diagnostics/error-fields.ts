import { AppError } from '../app-error.ts';
import { StorageError } from '../db/storage-error.ts';
import { StartProblem } from '../start-problem.ts';

export type ErrorFields = {
  type: string;
  message?: string;
  code?: string;
  /** Stack frames only, without the message before them. */
  stack?: string;
  cause?: ErrorFields;
};

const ownErrors = [AppError, StorageError, StartProblem];

/** Built-in errors whose messages name code, not data. */
const aboutCode = new Set<unknown>([TypeError, ReferenceError]);

/**
 * Whether the message may be logged. Ours are constant. Those of drivers, parsers and HTTP clients
 * may quote values, statements and addresses; such errors have another class, a code or a cause.
 */
const isSafe = (error: Error): boolean => {
  if (ownErrors.some((own) => error instanceof own)) return true;
  const { code } = error as { code?: unknown };
  if (code !== undefined || error.cause !== undefined) return false;
  const kind = Object.getPrototypeOf(error)?.constructor;
  return kind === Error || aboutCode.has(kind);
};

const framesOf = ({ stack, message }: Error): string => {
  const from = message && stack?.includes(message) ? stack.indexOf(message) + message.length : 0;
  const lines = (stack ?? '').slice(from).split('\n');
  return lines.filter((line) => /^ {4}at /.test(line)).join('\n');
};

/**
 * Returns the fields of an error that may be logged, without any message that may quote a value.
 */
export const errorFields = (error: unknown): ErrorFields => {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code } = error as { code?: unknown };
  const frames = framesOf(error);
  return {
    type: error.name,
    ...(isSafe(error) && { message: error.message }),
    ...(typeof code === 'string' && /^\w{1,60}$/.test(code) && { code }),
    ...(frames && { stack: frames }),
    ...(error.cause instanceof Error && { cause: errorFields(error.cause) }),
  };
};
