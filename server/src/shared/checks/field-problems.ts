import type { FieldError, FieldProblem } from '../contract/error-body.ts';
import { readingsOf } from '../money/ambiguous-number.ts';
import { type Big, decimals, parseDecimal } from '../money/money.ts';
import { hasEmoji } from '../text/clean-text.ts';
import { inputLimits } from './input-limits.ts';

/** At most one error of one field. */
export type FieldErrors = FieldError[];

export const wrong = (
  path: string,
  problem: FieldProblem,
  limit?: number | string,
): FieldErrors => [limit === undefined ? { path, problem } : { path, problem, limit }];

/** Finds texts that QuickBooks rejects: with emoji, or too long. */
export const unsendable = (path: string, text: string, limit: number): FieldErrors =>
  hasEmoji(text) ? wrong(path, 'emoji') : longerThan(path, text, limit);

const longerThan = (path: string, text: string, limit: number): FieldErrors =>
  text.length > limit ? wrong(path, 'too_long', limit) : [];

/** Returns why a typed text is not a number. */
export const noNumber = (path: string, typed: string): FieldErrors => {
  const readings = readingsOf(typed);
  return readings === null
    ? wrong(path, 'not_a_number')
    : wrong(path, 'number_ambiguous', readings);
};

/** Requires a number; `more` checks its value. */
export const number = (
  path: string,
  typed: string,
  maxDecimals: number | ((value: Big) => number),
  more: (value: Big) => FieldErrors,
  read: (typed: string) => Big | null = parseDecimal,
): FieldErrors => {
  if (typed.trim() === '') return wrong(path, 'required');
  if (typed.length > inputLimits.number) return wrong(path, 'too_long', inputLimits.number);
  const value = read(typed);
  if (value === null) return noNumber(path, typed);
  const limit = typeof maxDecimals === 'number' ? maxDecimals : maxDecimals(value);
  return decimals(value) > limit ? wrong(path, 'too_many_decimals', limit) : more(value);
};
