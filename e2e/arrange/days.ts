/** Time zones of the QuickBooks companies that tests work with. */
export const zones = {
  us: 'America/Los_Angeles',
  uk: 'Europe/London',
  ca: 'America/Toronto',
  customNumbers: 'America/New_York',
} as const;

/** The ISO date so many days from today, on the calendar of a QuickBooks company. */
export const inDays = (days: number, company: keyof typeof zones = 'us'): string =>
  Temporal.Now.plainDateISO(zones[company]).add({ days }).toString();
