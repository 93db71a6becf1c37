/**
 * An item's name without those of the categories it stands in: `Chair` of `Office:Chair`. A name holds no
 * colon itself (Intuit: Item, Name).
 */
export const plainItemName = (name: string): string => name.slice(name.lastIndexOf(':') + 1).trim();
