import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';

/** Short reason why a call failed. */
export const reasonOf = (error: unknown): string => {
  const { code, details } = asApiError(error);
  return messagesFor(code, details).title;
};
