import type { ListEntry } from '../contract/invoice-fields.ts';
import { folded } from './folded.ts';

const lastPart = (name: string): string => name.split(':').at(-1) ?? name;

/**
 * Finds the class or location of this name, whatever its case and accents: by the full name, else
 * by the name without parents when only one entry has it.
 */
export const findEntry = (entries: ListEntry[], text: string): ListEntry | null => {
  const asked = folded(text);
  const full = entries.find(({ name }) => folded(name) === asked);
  if (full) return full;
  const named = entries.filter(({ name }) => folded(lastPart(name)) === asked);
  return named.length === 1 ? (named[0] ?? null) : null;
};

/** Entries that are suggested at most. */
const mostSimilar = 2;

/** Entries that contain the text, are contained in it, or differ in at most two letters. */
export const similarEntries = (entries: ListEntry[], text: string): ListEntry[] => {
  const asked = folded(text);
  if (asked.length < 3) return [];
  return entries
    .filter(({ name }) => {
      const own = folded(lastPart(name));
      return own.includes(asked) || (own.length > 2 && asked.includes(own)) || isNear(own, asked);
    })
    .slice(0, mostSimilar);
};

/** Whether at most two letters are added, left out or replaced. */
const isNear = (one: string, other: string): boolean => {
  if (Math.abs(one.length - other.length) > 2 || Math.min(one.length, other.length) < 5)
    return false;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...one].entries()) {
    const next = [index + 1];
    for (let at = 0; at < other.length; at++) {
      const replaced = (row[at] ?? 0) + (letter === other[at] ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 9) <= 2;
};
