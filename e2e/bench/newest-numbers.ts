/** Number of rows that every list shows without scrolling, or fewer. */
const minimum = 6;

/**
 * Numbers of the newest invoices: at least six, if that many exist, and always all of a day, so the
 * result does not depend on the order within a day.
 */
export const newestNumbers = (invoices: { DocNumber: string; TxnDate: string }[]): string[] => {
  const newestFirst = invoices.toSorted((a, b) => b.TxnDate.localeCompare(a.TxnDate));
  const last = newestFirst[minimum - 1]?.TxnDate ?? '';
  return newestFirst.filter(({ TxnDate }) => TxnDate >= last).map(({ DocNumber }) => DocNumber);
};
