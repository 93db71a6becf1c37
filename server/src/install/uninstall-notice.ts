import * as z from 'zod';

const hasOffset = /(z|[+-]\d\d:?\d\d)$/i;

/**
 * The format is undocumented: accepts an ISO instant, `2026-11-21 09:00:00` in UTC, or epoch s or
 * ms.
 */
const instant = z
  .union([z.string(), z.number()])
  .transform((value) => {
    if (typeof value === 'number') return value < 1e11 ? value * 1000 : value;
    const text = value.trim().replace(' ', 'T');
    return Date.parse(hasOffset.test(text) ? text : `${text}Z`);
  })
  .pipe(z.number());

/**
 * Body of the uninstall notice; `timestamp` in epoch milliseconds, null when unreadable.
 * https://pipedrive.readme.io/docs/app-uninstallation
 */
export const uninstallNotice = z.object({
  client_id: z.string(),
  company_id: z.coerce.number().int().positive(),
  user_id: z.coerce.number().int().positive(),
  timestamp: instant.nullish().catch(null),
});

/**
 * True when the user has installed again since the notice. Allows for a timestamp truncated to
 * seconds; a notice without a timestamp is never outdated.
 */
export const isOutdated = (
  { timestamp }: { timestamp?: number | null | undefined },
  installedAt: number | null,
): boolean => timestamp != null && installedAt !== null && timestamp + 999 < installedAt;
