/** Now, or that many days from now, as v2 writes instants: RFC 3339 in UTC without fractions. */
export function instant(inDays = 0): string {
  return Temporal.Now.instant()
    .add({ hours: inDays * 24 })
    .toString({ smallestUnit: 'second' });
}

/** The plain date that many days from today, in UTC. */
export function dayFromNow(inDays = 0): string {
  return Temporal.Now.plainDateISO('UTC').add({ days: inDays }).toString();
}

/** The same instant as v1 writes it: "2026-03-13 09:00:00". */
export function v1Time(value: string): string {
  return value.replace('T', ' ').replace('Z', '');
}
