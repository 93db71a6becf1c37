/** Intuit: PhysicalAddress, Line1 to Line5, each 500 characters, 2000 together. */
export const billAddressLimits = { lines: 5, perLine: 500, together: 2000 } as const;

const lines = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** To and Address as the invoice's BillAddr lines, at most five: the rest is joined into the fifth. */
export const billAddress = (to: string, address: string): string[] => {
  const all = [...lines(to), ...lines(address)];
  const last = billAddressLimits.lines - 1;
  return all.length <= billAddressLimits.lines
    ? all
    : [...all.slice(0, last), all.slice(last).join(', ')];
};
