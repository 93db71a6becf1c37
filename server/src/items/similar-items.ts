import { folded } from '../shared/folded.ts';
import { parseDecimal } from '../shared/money.ts';
import type { ItemRow } from './contract.ts';

/** What a line without an item says: its name in the first row of the text, its price as typed. */
export type UnlinkedLine = { text: string; price: string };

const shown = 2;
/** Names alike to this degree are enough; with the same price, less is. */
const alikeFrom = 0.5;
const alikeAtSamePrice = 0.25;

const wordsOf = (name: string): string[] =>
  folded(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1 || /\d/.test(word));

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

/**
 * Items that a line may mean, by its name and price, the likeliest first, at most two. Prices count in the
 * home currency only, which `samePrices` says the line is in. Pure.
 */
export const similarItems = (
  { text, price }: UnlinkedLine,
  items: ItemRow[],
  samePrices: boolean,
): ItemRow[] => {
  const wanted = wordsOf(text.trim().split('\n')[0] ?? '');
  const typed = samePrices ? parseDecimal(price) : null;
  return items
    .map((item) => {
      const alike = likeness(wanted, wordsOf(plainName(item.name)));
      const itemPrice = parseDecimal(item.unitPrice ?? '');
      const samePrice = !!typed && !!itemPrice && typed.gt(0) && typed.eq(itemPrice);
      const fits = alike >= alikeFrom || (samePrice && alike >= alikeAtSamePrice);
      return { item, weight: fits ? alike + (samePrice ? 0.3 : 0) : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, shown)
    .map(({ item }) => item);
};
