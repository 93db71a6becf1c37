import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';

/** Why a call failed, in a few words. */
export const reasonOf = (error: unknown): string => {
  const { code, details } = asApiError(error);
  return messagesFor(code, details).title;
};
