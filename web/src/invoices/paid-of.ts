/**
 * Whole cents of decimal text with at most two decimals; avoids loading the decimal library in the
 * panel.
 */
const cents = (decimal: string): bigint => {
  const [whole = '', fraction = ''] = decimal.split('.');
  return BigInt(whole + fraction.padEnd(2, '0'));
};

/** The paid part of an invoice as decimal text; null when nothing is paid. */
export const paidOf = ({ total, balance }: { total: string; balance: string }): string | null => {
  const paid = cents(total) - cents(balance);
  if (paid <= 0n) return null;
  const digits = String(paid).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
