import { getLocale } from '../words/compiled/runtime.js';

/**
 * For numbers: the browser's own first language, so that separators are the user's. For dates: the
 * user's variant of the language our words are in, because they stand inside our sentences.
 */
export const localesOf = (languages: readonly string[], words: string) => ({
  numbers: languages[0] ?? words,
  dates: languages.find((language) => language.split('-')[0] === words) ?? words,
});

export const locales = localesOf(
  typeof navigator === 'undefined' ? [] : navigator.languages,
  getLocale(),
);
