import { nameText } from './firm-name.ts';

/** How alike two names are, and what to search for to find the alike. Pure. */

/** Words that many firms have in their names; they tell little. */
const common = new Set(
  (
    'and group holding holdings services service solutions systems international consulting partners ' +
    'associates studio design media trading management global gruppe dienstleistungen grupo groupe usluge'
  ).split(' '),
);

/** Names alike to at least this degree are worth showing. */
export const similarFrom = 0.6;

/**
 * From 0, nothing in common, to 1, the same but for legal form, accents, punctuation and the order of
 * words. The first word counts double and common words half; a word may differ by a typing error.
 */
export const nameSimilarity = (a: string, b: string): number => {
  const [left, right] = [weighted(a), weighted(b)];
  const total = sumOf(left) + sumOf(right);
  return total === 0 ? 0 : (covered(left, right) + covered(right, left)) / total;
};

/** At most two pieces of the name that a similar customer's name would contain, the first word first. */
export const tellingPieces = (name: string): string[] => {
  const known = new Set(nameText(name).filter((word) => !common.has(word)));
  const words = name
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => nameText(word).some((one) => known.has(one) || isPartOf(one, known)))
    .map(plainPiece)
    .filter((piece) => piece.length > 1);
  const [first, ...rest] = words;
  if (first === undefined) return name.trim() ? [name.trim()] : [];
  const second = rest.toSorted((a, b) => b.length - a.length).find((word) => word !== first);
  return second ? [first, second] : [first];
};

/** `Leary` of `oleary`: a name is searched by pieces without punctuation. */
const isPartOf = (piece: string, words: Set<string>): boolean =>
  piece.length > 2 && [...words].some((word) => word.endsWith(piece));

/** How QuickBooks compares accented letters is not documented, so `Möller` is searched by `ller`. */
const plainPiece = (word: string): string => {
  const plain = (word.match(/[a-z0-9]+/gi) ?? []).toSorted((a, b) => b.length - a.length)[0] ?? '';
  return plain.length > 2 ? plain : word;
};

type Weighted = { word: string; weight: number };

const weighted = (name: string): Weighted[] =>
  nameText(name).map((word, index) => ({
    word: word.replace(/([aou])e/g, '$1'),
    weight: word.length * (common.has(word) ? 0.5 : 1) * (index === 0 ? 2 : 1),
  }));

const sumOf = (words: Weighted[]): number => words.reduce((sum, { weight }) => sum + weight, 0);

const covered = (words: Weighted[], others: Weighted[]): number =>
  words.reduce((sum, { word, weight }) => {
    const best = Math.max(0, ...others.map((other) => wordLikeness(word, other.word)));
    return sum + (best < 0.5 ? 0 : best * weight);
  }, 0);

/** Dice's coefficient over pairs of letters, the word's beginning and end included. */
const wordLikeness = (a: string, b: string): number => {
  if (a === b) return 1;
  const [left, right] = [letterPairs(a), letterPairs(b)];
  const rest = [...right];
  const shared = left.filter((pair) => {
    const at = rest.indexOf(pair);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (left.length + right.length);
};

const letterPairs = (word: string): string[] => {
  const letters = [' ', ...word, ' '];
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
};
