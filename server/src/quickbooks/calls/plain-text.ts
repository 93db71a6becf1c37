import { folded } from '../../shared/text/folded.ts';

/*
 * QuickBooks refuses a query that holds a letter beyond Latin-1 (fault 4000, "Lexical error"): a curly
 * apostrophe, a dash, Polish or Chinese letters. Such a text is searched by the parts between these
 * letters, and the rows that come back are compared here. Pure.
 */

const plainLetters = ' -~\\u00a1-\\u00ac\\u00ae-\\u00ff';
const notPlain = new RegExp(`[^${plainLetters}]`, 'gu');
const notPlainUnit = new RegExp(`[^${plainLetters}]`, 'g');

/** `ascii` is for a query that was rejected although its letters are in Latin-1. */
export type Letters = 'latin1' | 'ascii';

const notHeld: Record<Letters, RegExp> = { latin1: notPlain, ascii: /[^ -~]/gu };

/** True for a text that a query can hold. */
export const isPlain = (text: string, letters: Letters = 'latin1'): boolean =>
  text.search(notHeld[letters]) < 0;

/** The text with a question mark for each letter that a query cannot hold. */
export const plainly = (text: string): string => text.replace(notPlain, '?');

/** More conditions narrow a search no further. */
const mostPieces = 3;
/** QuickBooks takes names of 100 or 500 characters; the beginning of a longer piece finds as much. */
const longestPiece = 100;

/**
 * The longest parts of a text that `like` can hold, each once; none where no part is plain. `%` is the
 * wildcard and cannot be escaped, so the text is split there too.
 */
export const plainPieces = (text: string, letters: Letters = 'latin1'): string[] => {
  const pieces = text
    .replace(notHeld[letters], '%')
    .split('%')
    .map((piece) => piece.trim().slice(0, longestPiece).trim())
    .filter(Boolean);
  return [...new Set(pieces)].toSorted((a, b) => b.length - a.length).slice(0, mostPieces);
};

/** Letters and digits alone: `O’Leary`, `O'Leary` and `OLeary` are one. */
const bare = (text: string): string =>
  folded(text.replace(/[\p{P}\p{S}]/gu, '').normalize('NFKD')).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Whether a value contains the text, without regard to case, accents and punctuation. QuickBooks may
 * give `?` for letters it could not keep, so a value with `?` needs the plain letters only.
 */
export const holding = (text: string): ((value: string) => boolean) => {
  const wanted = bare(text);
  const plainPart = bare(text.replace(notPlain, ''));
  const literal = text.toLowerCase();
  return (value) =>
    value.toLowerCase().includes(literal) ||
    (wanted !== '' && bare(value).includes(wanted)) ||
    (plainPart !== '' && value.includes('?') && bare(value).includes(plainPart));
};

const spaced = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** Whether a value is this text, without regard to case, or the text with `?` for letters not kept. */
export const equalling = (text: string): ((value: string) => boolean) => {
  const composed = text.normalize('NFC');
  const forms = [composed, plainly(composed), composed.replace(notPlainUnit, '?')].map(spaced);
  return (value) => forms.includes(spaced(value));
};
