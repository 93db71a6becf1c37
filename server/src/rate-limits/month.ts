/** The month of an instant in UTC, such as `2027-03`. */
export const monthOf = (instant: number): string => new Date(instant).toISOString().slice(0, 7);

/** Start and end of the month of an instant in UTC. */
export const monthBounds = (instant: number): { start: number; end: number } => {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
};
