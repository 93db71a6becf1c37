import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { type Big, parseDecimal } from '../shared/money/money.ts';
import { folded } from '../shared/text/folded.ts';

/** A line without an item: its name is the first row of the text, its price as typed. */
export type UnlinkedLine = { text: string; price: string };

const maxSuggestions = 2;

/** Least similarity of the names; less is needed when the price is the same. */
const minSimilarity = 0.5;
const minSimilarityAtSamePrice = 0.25;

/** Words of a name that are compared; more would only make comparing slow. */
const maxWords = 12;

const wordsOf = (name: string): string[] =>
  folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word))
    .slice(0, maxWords);

/** Treats `desk` and `desks` as the same word. */
const sameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) > 3 && (a.startsWith(b) || b.startsWith(a)));

/** Dice's coefficient over words: 0 means none in common, 1 the same words. */
const similarity = (a: string[], b: string[]): number => {
  const rest = [...b];
  const shared = a.filter((word) => {
    const index = rest.findIndex((other) => sameWord(word, other));
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
  return a.length + b.length === 0 ? 0 : (2 * shared.length) / (a.length + b.length);
};

const plainName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Two words can be the same only when their prefixes are equal. */
const prefixOf = (word: string): string => word.slice(0, 4);

type Prepared = { item: ItemRow; words: string[]; price: Big | null };

/**
 * Items prepared for comparison; `byPrefix` lists the indexes of the items with a word of that
 * prefix.
 */
export type PreparedItems = { all: Prepared[]; byPrefix: Map<string, number[]> };

/**
 * Splits the names once for all lines: 50 lines would otherwise split each of 999 names 50 times.
 * Pure.
 */
export const prepareItems = (items: ItemRow[]): PreparedItems => {
  const byPrefix = new Map<string, number[]>();
  const all = items.map((item, index) => {
    const words = wordsOf(plainName(item.name));
    for (const prefix of new Set(words.map(prefixOf))) {
      const indexes = byPrefix.get(prefix);
      if (indexes) indexes.push(index);
      else byPrefix.set(prefix, [index]);
    }
    return { item, words, price: parseDecimal(item.unitPrice ?? '') };
  });
  return { all, byPrefix };
};

/** Counts for each item the words of a line that it can share at most. */
const maxSharedWords = (lineWords: string[], { all, byPrefix }: PreparedItems): Uint16Array => {
  const counts = new Uint16Array(all.length);
  for (const word of lineWords) {
    for (const index of byPrefix.get(prefixOf(word)) ?? [])
      counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
};

/**
 * Suggests at most two items for a line by its name and price, the most similar first. Compares
 * prices only with `samePrices`: the line is in the home currency, as items are. Pure.
 */
export const similarItems = (
  { text, price }: UnlinkedLine,
  items: PreparedItems,
  samePrices: boolean,
): ItemRow[] => {
  const lineWords = wordsOf(text.trim().split('\n')[0] ?? '');
  const linePrice = samePrices ? parseDecimal(price) : null;
  const maxShared = maxSharedWords(lineWords, items);
  return items.all
    .flatMap(({ item, words, price: itemPrice }, index) => {
      const shared = Math.min(maxShared[index] ?? 0, words.length);
      if ((2 * shared) / (lineWords.length + words.length || 1) < minSimilarityAtSamePrice)
        return [];
      const samePrice = !!linePrice && !!itemPrice && linePrice.gt(0) && linePrice.eq(itemPrice);
      const needed = samePrice ? minSimilarityAtSamePrice : minSimilarity;
      if ((2 * shared) / (lineWords.length + words.length) < needed) return [];
      const score = similarity(lineWords, words);
      return score >= needed ? [{ item, weight: score + (samePrice ? 0.3 : 0) }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, maxSuggestions)
    .map(({ item }) => item);
};
