/** Time zones of the tests' QuickBooks companies. */
export const zones = {
  us: 'America/Los_Angeles',
  uk: 'Europe/London',
  ca: 'America/Toronto',
  customNumbers: 'America/New_York',
} as const;

/** ISO date this many days from today, in the time zone of a QuickBooks company. */
export const inDays = (days: number, company: keyof typeof zones = 'us'): string =>
  Temporal.Now.plainDateISO(zones[company]).add({ days }).toString();
