import { findIana } from 'windows-iana';

/** The name by which `Intl` and `Temporal` know a zone, or null; offsets such as `-08:00` are zones too. */
const known = (zone: string): string | null => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
};

/** `GMT-08:00`, `UTC+5:30` and `(UTC-08:00) Pacific Time (US & Canada)` as `-08:00`, `+05:30`, `-08:00`. */
const offsetIn = (text: string): string | null => {
  const [, sign, hours, minutes = '00'] =
    /(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d)/i.exec(text) ?? [];
  return sign && hours ? `${sign}${hours.padStart(2, '0')}:${minutes}` : null;
};

/**
 * A time zone as a vendor writes it, as a name that `Temporal` takes: IANA names, Windows names and offsets.
 * Null for anything else.
 */
export const readTimeZone = (told: string | null | undefined): string | null => {
  const text = told?.trim() ?? '';
  if (text === '') return null;
  const offset = offsetIn(text);
  const [windows] = findIana(text);
  return known(text) ?? (windows && known(windows)) ?? (offset && known(offset)) ?? null;
};
