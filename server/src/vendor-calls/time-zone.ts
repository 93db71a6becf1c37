import { findIana } from 'windows-iana';

/**
 * Canonical name of a zone that `Intl` and `Temporal` accept, or null; offsets such as `-08:00`
 * count too.
 */
const canonicalZone = (zone: string): string | null => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
};

/**
 * Extracts the offset: `GMT-08:00`, `UTC+5:30`, `(UTC-08:00) Pacific Time (US & Canada)` →
 * `-08:00`, `+05:30`, `-08:00`.
 */
const offsetIn = (text: string): string | null => {
  const [, sign, hours, minutes = '00'] =
    /(?:GMT|UTC)\s*([+-])(\d{1,2})(?::?([0-5]\d))?(?!\d)/i.exec(text) ?? [];
  return sign && hours ? `${sign}${hours.padStart(2, '0')}:${minutes}` : null;
};

/**
 * Converts a vendor's time zone (IANA name, Windows name or offset) to one that `Temporal` accepts.
 * Null for anything else.
 */
export const readTimeZone = (vendorZone: string | null | undefined): string | null => {
  const text = vendorZone?.trim() ?? '';
  if (text === '') return null;
  const offset = offsetIn(text);
  const [windows] = findIana(text);
  return (
    canonicalZone(text) ??
    (windows && canonicalZone(windows)) ??
    (offset && canonicalZone(offset)) ??
    null
  );
};
