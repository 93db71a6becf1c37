import { getLocale } from '../messages/compiled/runtime.js';

/**
 * Locales for numbers: the browser's first language, so that separators are the user's. For dates:
 * the user's variant of the language of our messages, because dates are part of our sentences.
 */
export const localesOf = (languages: readonly string[], words: string) => {
  const usable = languages.filter(isLanguageTag);
  return {
    numbers: usable[0] ?? words,
    dates: usable.find((language) => language.split('-')[0] === words) ?? words,
  };
};

/** Some systems give the browser a POSIX locale such as `en-US@posix`, for which Intl throws. */
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
