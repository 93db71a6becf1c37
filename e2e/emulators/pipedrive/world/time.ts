/** The time in `inDays` days in v2's format: RFC 3339, UTC, without fractions. */
export function instant(inDays = 0): string {
  return Temporal.Now.instant()
    .add({ hours: inDays * 24 })
    .toString({ smallestUnit: 'second' });
}

/** The plain date in `inDays` days, in UTC. */
export function dayFromNow(inDays = 0): string {
  return Temporal.Now.plainDateISO('UTC').add({ days: inDays }).toString();
}

/** Converts to v1's format: "2026-03-13 09:00:00". */
export function v1Time(value: string): string {
  return value.replace('T', ' ').replace('Z', '');
}
