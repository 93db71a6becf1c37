/** QuickBooks timestamp as epoch milliseconds; null when the response has none. */
export const vendorTime = (text: string): number | null => {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
};
