const plain = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/**
 * What a line's description says besides its item's name: without its first line where that is the name
 * again. QuickBooks prints the item's name beside the description.
 */
export const descriptionBeside = (itemName: string, description: string): string => {
  const [first = '', ...rest] = description.split('\n');
  return plain(first) === plain(itemName) ? rest.join('\n') : description;
};

/** A description that names what is sold also without this item: the name stands first where nothing did. */
export const descriptionWithout = (itemName: string, description: string): string =>
  description.trim() === '' ? itemName : description;
