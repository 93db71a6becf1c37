import { equalsText, type Letters } from '../calls/plain-text.ts';
import { maxRows, page, textSearch, where } from '../calls/query.ts';

/** Queries return only active names unless this condition is given. */
export const includingInactive = 'Active in (true, false)';

/** Maximum number of pages of 1,000 objects read for one name. */
const maxPages = 5;

/**
 * Searches by the parts of a name that a query may contain, newest first, also inactive objects. A
 * name without such parts is found only among the newest objects.
 */
export const findByNameParts = async <Row>(
  find: (clauses: string) => Promise<Row[]>,
  { property, nameOf }: { property: string; nameOf: (row: Row) => string },
  name: string,
  letters: Letters = 'latin1',
): Promise<Row | null> => {
  const { conditions } = textSearch(property, name, letters);
  const isNamed = equalsText(name);
  const newestFirst = 'orderby MetaData.CreateTime desc';
  for (let index = 0; index < maxPages; index += 1) {
    const rows = page({ page: index, pageSize: maxRows - 1 });
    const found = await find(`${where(...conditions, includingInactive)}${newestFirst} ${rows}`);
    const named = found.find((row) => isNamed(nameOf(row)));
    if (named || found.length < maxRows) return named ?? null;
  }
  return null;
};
