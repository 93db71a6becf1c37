/**
 * Removes the categories from an item's full name: `Office:Chair` becomes `Chair`. Names contain no
 * colon.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item
 */
export const plainItemName = (name: string): string => name.slice(name.lastIndexOf(':') + 1).trim();
