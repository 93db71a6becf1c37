import { type Big, parseDecimal } from '../shared/money/money.ts';
import { folded } from '../shared/text/folded.ts';
import type { ItemRow } from './contract.ts';

/** What a line without an item says: its name in the first row of the text, its price as typed. */
export type UnlinkedLine = { text: string; price: string };

const shown = 2;
/** Names alike to this degree are enough; with the same price, less is. */
const similarFrom = 0.5;
const alikeAtSamePrice = 0.25;

/** Of a name; more words would only make comparing slow. */
const mostWords = 12;

const textOf = (name: string): string[] =>
  folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word))
    .slice(0, mostWords);

/** `desk` and `desks` are one word. */
const sameWord = (a: string, b: string): boolean =>
  a === b || (Math.min(a.length, b.length) > 3 && (a.startsWith(b) || b.startsWith(a)));

/** Dice's coefficient over words: 0 nothing in common, 1 the same words. */
const likeness = (a: string[], b: string[]): number => {
  const rest = [...b];
  const shared = a.filter((word) => {
    const at = rest.findIndex((other) => sameWord(word, other));
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return a.length + b.length === 0 ? 0 : (2 * shared.length) / (a.length + b.length);
};

const plainName = (name: string): string => name.slice(name.lastIndexOf(':') + 1);

/** Words can only be the same when these agree. */
const startOf = (word: string): string => word.slice(0, 4);

type Prepared = { item: ItemRow; words: string[]; price: Big | null };

/** Items made ready to be compared with many lines; `byStart`: which of them have a word of that start. */
export type PreparedItems = { all: Prepared[]; byStart: Map<string, number[]> };

/** Done once for all lines: comparing 50 lines with 999 items would read each name 50 times. Pure. */
export const prepareItems = (items: ItemRow[]): PreparedItems => {
  const byStart = new Map<string, number[]>();
  const all = items.map((item, at) => {
    const words = textOf(plainName(item.name));
    for (const start of new Set(words.map(startOf))) {
      const having = byStart.get(start);
      if (having) having.push(at);
      else byStart.set(start, [at]);
    }
    return { item, words, price: parseDecimal(item.unitPrice ?? '') };
  });
  return { all, byStart };
};

/** How many words of a line each item can share with it at most. */
const mostShared = (wanted: string[], { all, byStart }: PreparedItems): Uint16Array => {
  const counts = new Uint16Array(all.length);
  for (const word of wanted) {
    for (const at of byStart.get(startOf(word)) ?? []) counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
};

/**
 * Items that a line may mean, by its name and price, the likeliest first, at most two. Prices count in the
 * home currency only, which `samePrices` says the line is in. Pure.
 */
export const similarItems = (
  { text, price }: UnlinkedLine,
  items: PreparedItems,
  samePrices: boolean,
): ItemRow[] => {
  const wanted = textOf(text.trim().split('\n')[0] ?? '');
  const typed = samePrices ? parseDecimal(price) : null;
  const most = mostShared(wanted, items);
  return items.all
    .flatMap(({ item, words, price: itemPrice }, at) => {
      const shared = Math.min(most[at] ?? 0, words.length);
      if ((2 * shared) / (wanted.length + words.length || 1) < alikeAtSamePrice) return [];
      const samePrice = !!typed && !!itemPrice && typed.gt(0) && typed.eq(itemPrice);
      const needed = samePrice ? alikeAtSamePrice : similarFrom;
      if ((2 * shared) / (wanted.length + words.length) < needed) return [];
      const alike = likeness(wanted, words);
      return alike >= needed ? [{ item, weight: alike + (samePrice ? 0.3 : 0) }] : [];
    })
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, shown)
    .map(({ item }) => item);
};
