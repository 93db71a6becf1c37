const written = new Intl.NumberFormat('en-US', {
  minimumFractionDigits: 2,
  maximumFractionDigits: 7,
});

/** `1,234.50`; unit prices keep up to seven decimals. */
export function figure(value: number): string {
  return written.format(value);
}

/** `28 Nov 2025`, or `Nov 28, 2025` where the month comes first. */
export function writtenDate(date: string, country: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')[Number(month) - 1];
  return country === 'US' ? `${name} ${Number(day)}, ${year}` : `${Number(day)} ${name} ${year}`;
}

/** The fonts of every PDF reader know Windows-1252 only; other letters become a question mark. */
export function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e\xa0-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, '?');
}
