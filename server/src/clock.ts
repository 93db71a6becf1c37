/** The one door to the time. Instants are epoch milliseconds; plain dates are `YYYY-MM-DD`. */
export type Clock = {
  now(): number;
};

export const systemClock: Clock = { now: () => Date.now() };

let written = { instant: 0, text: new Date(0).toISOString() };

/** An instant as ISO text, the way it travels. All rows of one look share theirs: it is written once. */
export const iso = (instant: number): string => {
  if (instant !== written.instant) written = { instant, text: new Date(instant).toISOString() };
  return written.text;
};

/** The date that a company's calendar shows, `zone` being an IANA name. */
export const todayIn = (zone: string, now: number): string =>
  Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate().toString();
