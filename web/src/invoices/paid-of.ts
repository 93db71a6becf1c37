/** Cents of decimal text with at most two decimals, exact below 90 trillion. */
const cents = (decimal: string): number => Math.round(Number(decimal) * 100);

/** What of an invoice is settled already, as decimal text; null when nothing is. */
export const paidOf = ({ total, balance }: { total: string; balance: string }): string | null => {
  const paid = cents(total) - cents(balance);
  return paid > 0 ? (paid / 100).toFixed(2) : null;
};
