/** The one door to the time. Instants are epoch milliseconds; plain dates are `YYYY-MM-DD`. */
export type Clock = {
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

/** An instant as ISO text, the way it travels. */
export const iso = (instant: number): string => new Date(instant).toISOString();

/** The date that a company's calendar shows, `zone` being an IANA name. */
export const todayIn = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
