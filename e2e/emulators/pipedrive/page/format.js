let locale = 'en-US';

/** Sets the viewer's locale for everything formatted after it. */
export function setLocale(name) {
  locale = name;
}

/** A decimal string in a currency, in the viewer's manner; a dash where there is none. */
export function money(amount, currency) {
  if (amount === null) return '–';
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
}

export function count(number) {
  return new Intl.NumberFormat(locale).format(number);
}

/** A plain date such as 2026-03-13, written out; the day is taken as it stands. */
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
