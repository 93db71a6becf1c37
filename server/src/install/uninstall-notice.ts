import * as z from 'zod';

const zoned = /(z|[+-]\d\d:?\d\d)$/i;

/** Its form is not documented: an ISO instant, `2026-11-21 09:00:00` in UTC, or seconds since 1970. */
const instant = z
  .union([z.string(), z.number()])
  .transform((told) => {
    if (typeof told === 'number') return told < 1e11 ? told * 1000 : told;
    const text = told.trim().replace(' ', 'T');
    return Date.parse(zoned.test(text) ? text : `${text}Z`);
  })
  .pipe(z.number());

/** Pipedrive: App uninstallation. `timestamp` as epoch milliseconds; null where it cannot be read. */
export const uninstallNotice = z.object({
  client_id: z.string(),
  company_id: z.coerce.number().int().positive(),
  user_id: z.coerce.number().int().positive(),
  timestamp: instant.nullish().catch(null),
});

/**
 * True for a notice that comes late: the user has installed again since. It may have lost the part of its
 * second, and one that tells no time counts as new.
 */
export const isOutdated = (
  { timestamp }: { timestamp?: number | null | undefined },
  installedAt: number | null,
): boolean => timestamp != null && installedAt !== null && timestamp + 999 < installedAt;
