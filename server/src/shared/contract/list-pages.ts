/** Rows of the first page of a list: they are waited for, and a screen shows fewer. */
const firstRows = 40;

/** Rows of every page after it. */
const furtherRows = 100;

/** How many rows the page has that starts `skip` rows into the list. */
export const rowsAfter = (skip: number): number => (skip === 0 ? firstRows : furtherRows);

/** How many rows into the list the page starts that holds its row `index`, both from 0. */
export const pageStart = (index: number): number =>
  index < firstRows ? 0 : firstRows + Math.floor((index - firstRows) / furtherRows) * furtherRows;
