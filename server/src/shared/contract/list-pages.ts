/** Rows of the first page: few, because the user waits for them, but more than a screen shows. */
const firstRows = 40;

/** Rows of every later page. */
const furtherRows = 100;

/** Returns the size of the page that starts at offset `skip`. */
export const rowsAfter = (skip: number): number => (skip === 0 ? firstRows : furtherRows);

/** Returns the offset of the page that contains row `index`, both counted from 0. */
export const pageStart = (index: number): number =>
  index < firstRows ? 0 : firstRows + Math.floor((index - firstRows) / furtherRows) * furtherRows;
