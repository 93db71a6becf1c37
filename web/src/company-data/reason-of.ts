import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';

/** Why a call failed, in a few words. */
export const reasonOf = (error: unknown): string => {
  const { code, details } = asApiError(error);
  return wordsFor(code, details).title;
};
