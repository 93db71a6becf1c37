const written = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 7,
});

/** `1,234.50`; unit prices keep up to seven decimals. */
export function figure(value: number): string {
  return written.format(value);
}

/** Formats `28 Nov 2025`, or `Nov 28, 2025` for the US. */
export function writtenDate(date: string, country: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1];
  return country === 'US' ? `${name} ${Number(day)}, ${year}` : `${Number(day)} ${name} ${year}`;
}

/**
 * Replaces characters outside Windows-1252, which the built-in PDF fonts lack, by question marks.
 */
export function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, '?');
}
