const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * Removes the first line of a description if it repeats the item's name, because QuickBooks prints
 * that name beside the description.
 */
export const descriptionBeside = (itemName: string, description: string): string => {
  const [first = '', ...rest] = description.split('\n');
  return plain(first) === plain(itemName) ? rest.join('\n') : description;
};

/** Returns the description for a line whose item is removed: the item's name if it was empty. */
export const descriptionWithout = (itemName: string, description: string): string =>
  description.trim() === '' ? itemName : description;
