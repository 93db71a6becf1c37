let locale = 'en-US';

/** Sets the locale of all following formatting. */
export function setLocale(name) {
  locale = name;
}

/** Formats a decimal string as currency in the user's locale; null becomes a dash. */
export function money(amount, currency) {
  if (amount === null) return '–';
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
}

export function count(number) {
  return new Intl.NumberFormat(locale).format(number);
}

/** Formats a plain date such as 2026-03-13 without a time zone shift. */
export function day(date) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

export function moment(at) {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(at),
  );
}
