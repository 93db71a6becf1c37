/** As many rows as a list shows at once, or fewer. */
const enough = 6;

/**
 * Numbers of the newest invoices, whole days of them, at least six when there are as many: how those of
 * one day stand among each other does not matter then.
 */
export const newestNumbers = (invoices: { DocNumber: string; TxnDate: string }[]): string[] => {
  const newestFirst = invoices.toSorted((a, b) => b.TxnDate.localeCompare(a.TxnDate));
  const last = newestFirst[enough - 1]?.TxnDate ?? '';
  return newestFirst.filter(({ TxnDate }) => TxnDate >= last).map(({ DocNumber }) => DocNumber);
};
