import { getLocale } from '../messages/compiled/runtime.js';

/**
 * For numbers: the browser's own first language, so that separators are the user's. For dates: the
 * user's variant of the language our words are in, because they stand inside our sentences.
 */
export const localesOf = (languages: readonly string[], words: string) => {
  const usable = languages.filter(isLanguageTag);
  return {
    numbers: usable[0] ?? words,
    dates: usable.find((language) => language.split('-')[0] === words) ?? words,
  };
};

/** Some systems hand the browser a POSIX locale, `en-US@posix`, which Intl throws at. */
const isLanguageTag = (language: string): boolean => {
  try {
    return Intl.getCanonicalLocales(language).length > 0;
  } catch {
    return false;
  }
};

export const locales = localesOf(
  typeof navigator === 'undefined' ? [] : navigator.languages,
  getLocale(),
);
