/**
 * The only source of the current time. Instants are epoch milliseconds; plain dates are
 * `YYYY-MM-DD`.
 */
export type Clock = {
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

let cached = { instant: 0, text: new Date(0).toISOString() };

/**
 * Formats an instant as ISO text. Caches the last result, because all rows of one read share an
 * instant.
 */
export const iso = (instant: number): string => {
  if (instant !== cached.instant) cached = { instant, text: new Date(instant).toISOString() };
  return cached.text;
};

const zonedNow = (zone: string, now: number) =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone);

/** The current date in a time zone, `YYYY-MM-DD`; `zone` is an IANA name or an offset. */
export const todayIn = (zone: string, now: number): string =>
  zonedNow(zone, now).toPlainDate().toString();

/** The instant at which the current date in a time zone ends. */
export const dayEndIn = (zone: string, now: number): number =>
  zonedNow(zone, now).toPlainDate().add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
