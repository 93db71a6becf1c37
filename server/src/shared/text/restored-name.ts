/** What QuickBooks appends to the name of an inactive customer or item. */
const inactiveMark = / \(deleted(?: \d+)?\)$/i;

/**
 * The name that an inactive customer or item had while it was active: `Desk (deleted)` was `Desk`.
 */
export const restoredName = (name: string): string => name.replace(inactiveMark, '');
