/** Whole cents of decimal text with at most two decimals, without the library that the panel does not load. */
const cents = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
};

/** What of an invoice is settled already, as decimal text; null when nothing is. */
export const paidOf = ({ total, balance }: { total: string; balance: string }): string | null => {
  const paid = cents(total) - cents(balance);
  if (paid <= 0n) return null;
  const digits = String(paid).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
