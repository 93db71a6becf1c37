import { nameWords } from './firm-name.ts';

/** Words of many company names; they weigh half in a comparison. */
const commonWords = new Set(
  (
    'and group holding holdings services service solutions systems international consulting partners ' +
    'associates studio design media trading management global gruppe dienstleistungen grupo groupe usluge'
  ).split(' '),
);

/** Least similarity of a candidate that is shown. */
export const minSimilarity = 0.6;

/**
 * Rates two names from 0, nothing in common, to 1, equal except for legal form, accents,
 * punctuation and word order. The first word counts double, common words half; typing errors are
 * tolerated. Pure.
 */
export const nameSimilarity = (a: string, b: string): number => {
  const [left, right] = [weighted(a), weighted(b)];
  const total = sumOf(left) + sumOf(right);
  return total === 0 ? 0 : (coveredWeight(left, right) + coveredWeight(right, left)) / total;
};

/**
 * At most two words to search for that a similar name would contain, the first word first. Pure.
 */
export const searchTerms = (name: string): string[] => {
  const known = new Set(nameWords(name).filter((word) => !commonWords.has(word)));
  const words = name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => nameWords(word).some((one) => known.has(one) || isPartOf(one, known)))
    .map(plainTerm)
    .filter((term) => term.length > 1);
  const [first, ...rest] = words;
  if (first === undefined) return name.trim() ? [name.trim()] : [];
  const second = rest.toSorted((a, b) => b.length - a.length).find((word) => word !== first);
  return second ? [first, second] : [first];
};

/** Matches `Leary` to `oleary`: search terms contain no punctuation. */
const isPartOf = (term: string, words: Set<string>): boolean =>
  term.length > 2 && [...words].some((word) => word.endsWith(term));

/** QuickBooks does not document how it compares accents, so `Möller` is searched as `ller`. */
const plainTerm = (word: string): string => {
  const plain = (word.match(/[a-z0-9]+/gi) ?? []).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return plain.length > 2 ? plain : word;
};

type Weighted = { word: string; weight: number };

const weighted = (name: string): Weighted[] =>
  nameWords(name).map((word, index) => ({
    word: word.replace(/([aou])e/g, '$1'),
    weight: word.length * (commonWords.has(word) ? 0.5 : 1) * (index === 0 ? 2 : 1),
  }));

const sumOf = (words: Weighted[]): number => words.reduce((sum, { weight }) => sum + weight, 0);

const coveredWeight = (words: Weighted[], others: Weighted[]): number =>
  words.reduce((sum, { word, weight }) => {
    const best = Math.max(0, ...others.map((other) => wordSimilarity(word, other.word)));
    return sum + (best < 0.5 ? 0 : best * weight);
  }, 0);

/** Dice's coefficient over letter pairs, including the start and end of the word. */
const wordSimilarity = (a: string, b: string): number => {
  if (a === b) return 1;
  const [left, right] = [letterPairs(a), letterPairs(b)];
  const rest = [...right];
  const shared = left.filter((pair) => {
    const index = rest.indexOf(pair);
    if (index >= 0) rest.splice(index, 1);
    return index >= 0;
  });
  return (2 * shared.length) / (left.length + right.length);
};

const letterPairs = (word: string): string[] => {
  const letters = [' ', ...word, ' '];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
};
