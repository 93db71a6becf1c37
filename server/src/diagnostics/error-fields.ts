import { AppError } from '../app-error.ts';
import { StorageError } from '../db/storage-error.ts';
import { StartProblem } from '../start-problem.ts';

export type ErrorFields = {
  type: string;
  message?: string;
  code?: string;
  /** Where it was thrown, without the message that begins a stack. */
  stack?: string;
  cause?: ErrorFields;
};

const ownErrors = [AppError, StorageError, StartProblem];

/** JavaScript's own errors of these kinds name code, not data. */
const aboutCode = new Set<unknown>([TypeError, ReferenceError]);

/**
 * Our own messages are constant. Those of drivers, parsers and HTTP clients may quote values, statements and
 * addresses; such errors have a class of their own, a code or a cause.
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

/** What may be logged of an error: never a message that can quote a value. */
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
