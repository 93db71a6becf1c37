import { instantNow, todayHere } from './clock.ts';
import { locales } from './locale.ts';

/** Types decimal text for Intl, which formats it without converting it to a float. */
const exact = (decimal: string) => decimal as `${number}`;

const amounts = new Map<string, Intl.NumberFormat>();

const amountFormat = (currency: string): Intl.NumberFormat => {
  let format = amounts.get(currency);
  if (!format) {
    const { maximumFractionDigits } = currencyDigits(currency);
    format = new Intl.NumberFormat(locales.numbers, {
      minimumFractionDigits: maximumFractionDigits,
      maximumFractionDigits: Math.max(2, maximumFractionDigits ?? 2),
      signDisplay: 'negative',
    });
    amounts.set(currency, format);
  }
  return format;
};

/** Least number of decimals of an amount in this currency: 0 for yen. */
export const leastDecimals = (currency: string): number =>
  amountFormat(currency).resolvedOptions().minimumFractionDigits ?? 2;

const currencyDigits = (currency: string): Partial<Intl.ResolvedNumberFormatOptions> =>
  /^[A-Z]{3}$/.test(currency)
    ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    : { maximumFractionDigits: 2 };

/** `1234.5` in EUR becomes `1,234.50`. Yen have no decimals unless the amount has some. */
export const amount = (decimal: string, currency: string): string =>
  amountFormat(currency).format(exact(decimal)).replace('-', '−');

/** `1,234.50 EUR`: the currency code, because many currencies share a sign. */
export const money = (decimal: string, currency: string): string =>
  `${amount(decimal, currency)}\u00a0${currency}`;

/** A number in the user's locale, with all decimals of the input. */
export const number = (decimal: string): string =>
  new Intl.NumberFormat(locales.numbers, { maximumFractionDigits: 10, signDisplay: 'negative' })
    .format(exact(decimal))
    .replace('-', '−');

/** `33%` for 33. */
export const percent = (whole: number): string =>
  new Intl.NumberFormat(locales.numbers, { style: 'percent' }).format(whole / 100);

const percentages = new Intl.NumberFormat(locales.numbers, {
  style: 'unit',
  unit: 'percent',
  maximumFractionDigits: 10,
});

/** `7.5%` for `7.5`, with all decimals of the input. */
export const percentage = (decimal: string): string => percentages.format(exact(decimal));

const dayMs = 86_400_000;

/** Parses and formats plain dates in UTC, so that no time zone shifts the day. */
const atUtc = (date: string): Date => new Date(`${date}T00:00:00Z`);

/** Whole days from `today` to `date`, both `YYYY-MM-DD`; negative for past dates. */
export const daysUntil = (date: string, today: string): number =>
  Math.round((atUtc(date).getTime() - atUtc(today).getTime()) / dayMs);

/**
 * Creates the formatter on first use and reuses it: creating one takes longer than formatting a
 * row.
 */
const dateFormat = (options: Intl.DateTimeFormatOptions) => {
  let made: Intl.DateTimeFormat | undefined;
  return (date: Date): string => {
    made ??= new Intl.DateTimeFormat(locales.dates, options);
    return made.format(date);
  };
};

const inThisYear = dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short' });
const inAnyYear = dateFormat({ timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });
const inFull = dateFormat({ timeZone: 'UTC', dateStyle: 'full' });
const dayAndTime = dateFormat({ dateStyle: 'long', timeStyle: 'short' });
const dayAlone = dateFormat({ dateStyle: 'long' });
const timeAlone = dateFormat({ timeStyle: 'short' });

let made: Intl.RelativeTimeFormat | undefined;

const relative = (value: number, unit: 'minute' | 'hour' | 'day'): string => {
  made ??= new Intl.RelativeTimeFormat(locales.dates, { numeric: 'auto' });
  return made.format(value, unit);
};

const near = 14;

/** `12 Nov`, with the year when it is not the current one. */
export const plainDate = (date: string, today: string): string =>
  (date.slice(0, 4) === today.slice(0, 4) ? inThisYear : inAnyYear)(atUtc(date));

/** `in 5 days`, `yesterday`; the plain date from two weeks away. */
export const nearDate = (date: string, today: string): string => {
  const days = daysUntil(date, today);
  return Math.abs(days) < near ? relative(days, 'day') : plainDate(date, today);
};

/** `Thursday, 12 November 2026`, for titles and screen readers. */
export const fullDate = (date: string): string => inFull(atUtc(date));

/** An instant in the user's time zone, `12 November 2026 at 14:02`. */
export const fullInstant = (instant: string): string => dayAndTime(new Date(instant));

/** The day of an instant in the user's time zone, `12 November 2026`. */
export const dayOf = (instant: string): string => dayAlone(new Date(instant));

/** `14:02` in the user's time zone. */
export const timeOf = (instant: string): string => timeAlone(new Date(instant));

/**
 * Elapsed time since an instant, `5 minutes ago`; null within the last minute, for which callers
 * have their own text. `now` is in milliseconds since 1970.
 */
export const agoOf = (instant: string, now: number): string | null => {
  const minutes = Math.round((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return null;
  if (minutes < 60) return relative(-minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 24 ? relative(-hours, 'hour') : relative(-Math.round(hours / 24), 'day');
};

/** `lines, memo and term`. */
export const listed = (names: string[]): string =>
  new Intl.ListFormat(locales.dates, { type: 'conjunction' }).format(names);

/**
 * Creates the formatters of a list row while the first request is pending: it takes about 10 ms,
 * which would otherwise delay the first paint.
 */
export const prepareFormats = (): void => {
  const instant = instantNow();
  const today = todayHere();
  amount('1', 'USD');
  nearDate(today, today);
  plainDate(today, today);
  fullDate(today);
  fullInstant(instant);
};

/** A name before a full stop, without its own one: `Alder & Co.` becomes `Alder & Co`. */
export const beforeStop = (name: string): string => name.replace(/\.$/, '');
