/** Intuit writes all timestamps with the Pacific offset, whatever the company's time zone. */
const dataCentre = 'America/Los_Angeles';

/** Formats `2026-01-31T10:00:00-08:00`, without fraction, as in MetaData. */
export function stampOf(epochMs: number): string {
  if (epochMs !== latest.epochMs) latest = { epochMs, stamp: writtenStamp(epochMs) };
  return latest.stamp;
}

/** Cached because one write stamps several objects with the same time. */
let latest = { epochMs: Number.NaN, stamp: '' };

function writtenStamp(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(dataCentre)
    .toString({ smallestUnit: 'second', timeZoneName: 'never' });
}

/** Formats `2026-01-31T10:00:00.123-08:00`, as in the `time` of a response envelope. */
export function envelopeTime(epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(dataCentre)
    .toString({ smallestUnit: 'millisecond', timeZoneName: 'never' });
}

/** The plain date in `zone` at this time. */
export function dateIn(zone: string, epochMs: number): string {
  return Temporal.Instant.fromEpochMilliseconds(epochMs)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();
}

/** Noon of a plain date in `zone`, in epoch milliseconds. */
export function noonOf(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: '12:00' })
    .epochMilliseconds;
}

/** Adds whole days to a plain ISO date. */
export function addDays(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** True for a plain ISO date that exists in the calendar. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false;
  }
}
