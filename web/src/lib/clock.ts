/** The browser's clock, in milliseconds since 1970. Everything in the web reads the time here. */
export const now = (): number => Date.now();

/** The same as an ISO instant. */
export const instantNow = (): string => new Date(now()).toISOString();

/**
 * The date of today where the user is, `YYYY-MM-DD`; the company's own date comes from the server.
 */
export const todayHere = (): string => {
  const date = new Date(now());
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
};
