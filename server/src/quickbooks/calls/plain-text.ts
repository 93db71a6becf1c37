import { folded } from '../../shared/text/folded.ts';

/*
 * QuickBooks rejects a query that contains a letter beyond Latin-1 (fault 4000, "Lexical error"),
 * such as a curly apostrophe or Chinese letters. We query the parts between these letters and
 * compare the returned rows here.
 */

const plainLetters = ' -~\\u00a1-\\u00ac\\u00ae-\\u00ff';
const notPlain = new RegExp(`[^${plainLetters}]`, 'gu');
const notPlainUnit = new RegExp(`[^${plainLetters}]`, 'g');

/** The letters allowed in a query; `ascii` after a query with Latin-1 letters was rejected. */
export type Letters = 'latin1' | 'ascii';

const unsupported: Record<Letters, RegExp> = { latin1: notPlain, ascii: /[^ -~]/gu };

/** Whether a query may contain this text. */
export const isQueryable = (text: string, letters: Letters = 'latin1'): boolean =>
  text.search(unsupported[letters]) < 0;

/** Replaces each letter beyond Latin-1 by a question mark. */
export const replaceUnsupported = (text: string): string => text.replace(notPlain, '?');

/** Maximum number of conditions; more would hardly narrow the search. */
const maxParts = 3;
/** Longer parts are truncated, because names have at most 100 or 500 characters. */
const maxPartLength = 100;

/**
 * The longest parts of a text that a query's `like` may contain, without duplicates. Splits at
 * unsupported letters and at `%`, the wildcard, which cannot be escaped.
 */
export const queryableParts = (text: string, letters: Letters = 'latin1'): string[] => {
  const parts = text
    .replace(unsupported[letters], '%')
    .split('%')
    .map((part) => part.trim().slice(0, maxPartLength).trim())
    .filter(Boolean);
  return [...new Set(parts)].toSorted((a, b) => b.length - a.length).slice(0, maxParts);
};

/** Reduces a text to letters and digits, so that `O’Leary`, `O'Leary` and `OLeary` are equal. */
const normalized = (text: string): string =>
  folded(text.replace(/[\p{P}\p{S}]/gu, '').normalize('NFKD')).replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Returns a test whether a value contains the text, ignoring case, accents and punctuation.
 * QuickBooks may store unsupported letters as `?`; a value with `?` needs to contain only the
 * supported letters.
 */
export const containsText = (text: string): ((value: string) => boolean) => {
  const wanted = normalized(text);
  const supportedPart = normalized(text.replace(notPlain, ''));
  const literal = text.toLowerCase();
  return (value) =>
    value.toLowerCase().includes(literal) ||
    (wanted !== '' && normalized(value).includes(wanted)) ||
    (supportedPart !== '' && value.includes('?') && normalized(value).includes(supportedPart));
};

const spaced = (text: string): string =>
  text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();

/** The forms in which QuickBooks may have stored a text: as it is, or with `?` for letters. */
export const storedForms = (text: string): string[] => {
  const composed = text.normalize('NFC');
  return [composed, replaceUnsupported(composed), composed.replace(notPlainUnit, '?')];
};

/** Returns a test whether a value equals the text, ignoring case and letters stored as `?`. */
export const equalsText = (text: string): ((value: string) => boolean) => {
  const forms = storedForms(text).map(spaced);
  return (value) => forms.includes(spaced(value));
};
