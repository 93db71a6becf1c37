/** QuickBooks' stamp as epoch milliseconds; null where an answer leaves it out. */
export const stamp = (told: string): number | null => {
  const at = Date.parse(told);
  return Number.isNaN(at) ? null : at;
};
