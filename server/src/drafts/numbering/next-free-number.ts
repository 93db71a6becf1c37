import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { highestCount, numbersInUse } from '../../invoices/mirror/numbers-in-use.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import {
  countedNumber,
  countIn,
  numbersAfter,
  rangeAfter,
} from '../../shared/text/counter-range.ts';
import type { CounterRange } from '../../shared/text/number-pattern.ts';
import { numbersBeingSent } from '../store.ts';

/** How many numbers after a used one are tried before those after the highest one. */
const tries = 20;

/** The draft whose own number does not count as used. */
export type NumberedDraft = RealmKey & { draftId: string | null };

/** Those of the numbers that a mirrored invoice has, or another draft that is being sent. */
export const usedNumbers = async (
  db: Reader,
  draft: NumberedDraft,
  numbers: string[],
): Promise<Set<string>> => {
  const [mirrored, sent] = await Promise.all([
    numbersInUse(db, draft, numbers),
    numbersBeingSent(db, draft, draft.draftId),
  ]);
  return new Set([...mirrored, ...sent.filter((number) => numbers.includes(number))]);
};

/**
 * The number after the highest one in a range, of the mirror, of drafts being sent and of `others`.
 */
export const numberAfterHighest = async (
  db: Reader,
  draft: NumberedDraft,
  range: CounterRange,
  others: string[] = [],
): Promise<string> => {
  const sent = await numbersBeingSent(db, draft, draft.draftId);
  const counts = [...others, ...sent].map((number) => countIn(range, number) ?? 0);
  const highest = Math.max(await highestCount(db, draft, range), ...counts);
  return countedNumber(range, highest + 1);
};

/**
 * The next free number after a used one, in the range of the pattern, else of the digits at its
 * end. Null when it does not end in digits, or the next one would be longer than QuickBooks allows.
 */
export const nextFreeNumber = async (
  db: Reader,
  draft: NumberedDraft,
  used: string,
  pattern: string | null,
): Promise<string | null> => {
  const range = rangeAfter(used, pattern);
  return range && nextFreeInRange(db, draft, used, range);
};

/** The same in a known range. */
export const nextFreeInRange = async (
  db: Reader,
  draft: NumberedDraft,
  used: string,
  range: CounterRange,
): Promise<string | null> => {
  const following = numbersAfter(used, range, tries);
  const usedToo = await usedNumbers(db, draft, following);
  const free = following.find((number) => !usedToo.has(number));
  if (free !== undefined || following.length < tries) return free ?? null;
  const last = await numberAfterHighest(db, draft, range);
  return last.length > draftLimits.number ? null : last;
};
