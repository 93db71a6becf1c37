import type { ItemRow } from '../shared/contract/picker-rows.ts';
import { parseDecimal } from '../shared/money/money.ts';
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

const plainName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Two words can be the same only when their prefixes are equal. */
const prefixOf = (word: string): string => word.slice(0, 4);

/** `words`: indexes of its words in the vocabulary; `price`: decimal text, to compare with. */
type Prepared = { item: ItemRow; words: number[]; price: string | null };

/**
 * Items prepared for comparison. The vocabulary holds each word of their names once; `byPrefix`
 * lists its indexes by prefix.
 */
export type PreparedItems = {
  all: Prepared[];
  vocabulary: string[];
  byPrefix: Map<string, number[]>;
};

const priceText = (price: string | null): string | null => {
  const read = parseDecimal(price ?? '');
  return read?.gt(0) ? read.toFixed() : null;
};

/**
 * Splits the names once for all lines: 50 lines would otherwise split each of 999 names 50 times.
 * Pure.
 */
export const prepareItems = (items: ItemRow[]): PreparedItems => {
  const indexOf = new Map<string, number>();
  const byPrefix = new Map<string, number[]>();
  const learn = (word: string): number => {
    const known = indexOf.get(word);
    if (known !== undefined) return known;
    const index = indexOf.size;
    indexOf.set(word, index);
    const withPrefix = byPrefix.get(prefixOf(word));
    if (withPrefix) withPrefix.push(index);
    else byPrefix.set(prefixOf(word), [index]);
    return index;
  };
  const all = items.map((item) => ({
    item,
    words: wordsOf(plainName(item.name)).map(learn),
    price: priceText(item.unitPrice),
  }));
  return { all, vocabulary: [...indexOf.keys()], byPrefix };
};

/** For each word of the vocabulary a bit for each word of the line that is the same word. */
const sameWords = (lineWords: string[], { vocabulary, byPrefix }: PreparedItems): Uint16Array => {
  const bits = new Uint16Array(vocabulary.length);
  lineWords.forEach((word, place) => {
    for (const index of byPrefix.get(prefixOf(word)) ?? [])
      if (sameWord(word, vocabulary[index] ?? '')) bits[index] = (bits[index] ?? 0) | (1 << place);
  });
  return bits;
};

/** Counts the words in common; each word of the item counts once. */
const sharedWords = (lineWords: string[], words: number[], same: Uint16Array): number => {
  let used = 0;
  lineWords.forEach((_, place) => {
    const found = words.findIndex(
      (word, index) => ((same[word] ?? 0) >> place) & ~(used >> index) & 1,
    );
    if (found >= 0) used |= 1 << found;
  });
  let count = 0;
  for (let rest = used; rest > 0; rest >>= 1) count += rest & 1;
  return count;
};

/**
 * Suggests at most two items for a line by its name and price, the most similar first. Compares
 * prices only with `samePrices`: the line is in the home currency, as items are. Names are compared
 * by Dice's coefficient over words: 0 means none in common, 1 the same words. Pure.
 */
export const similarItems = (
  { text, price }: UnlinkedLine,
  items: PreparedItems,
  samePrices: boolean,
): ItemRow[] => {
  const lineWords = wordsOf(text.trim().split('\n')[0] ?? '');
  const linePrice = samePrices ? priceText(price) : null;
  const same = sameWords(lineWords, items);
  return items.all
    .flatMap(({ item, words, price: itemPrice }) => {
      if (!words.some((word) => same[word])) return [];
      const samePrice = linePrice !== null && linePrice === itemPrice;
      const shared = sharedWords(lineWords, words, same);
      const score = (2 * shared) / (lineWords.length + words.length);
      const needed = samePrice ? minSimilarityAtSamePrice : minSimilarity;
      return score >= needed ? [{ item, weight: score + (samePrice ? 0.3 : 0) }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, maxSuggestions)
    .map(({ item }) => item);
};
