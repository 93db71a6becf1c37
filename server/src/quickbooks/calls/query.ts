/** A value as it stands in a statement: backslash first, then apostrophe (Intuit: data queries). */
export const quoted = (value: string): string =>
  `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Anything that contains `text`; `%` is the only wildcard there is and cannot be escaped. */
export const containing = (text: string): string => quoted(`%${text}%`);

export const among = (values: string[]): string => `(${values.map(quoted).join(',')})`;

/** Whole seconds with an offset, the way Intuit's examples of queries write an instant. */
export const instant = (iso: string): string =>
  quoted(`${new Date(iso).toISOString().slice(0, 19)}+00:00`);

/** `where` and all of these; nothing where there are none. Empty ones do not count. */
export const where = (...conditions: (string | null)[]): string => {
  const given = conditions.filter((condition) => condition !== null);
  return given.length === 0 ? '' : `where ${given.join(' and ')} `;
};

/** 1,000 is the most that one answer holds. */
export const mostRows = 1000;

/** Rows of a page counted from 0, and one more to know whether others follow. */
export const page = ({ page, pageSize }: { page: number; pageSize: number }): string =>
  `startposition ${page * pageSize + 1} maxresults ${pageSize + 1}`;

export const firstRows = (count: number = mostRows): string => `maxresults ${count}`;

/** Lists short enough for one statement in an address: at most 1,000 values and 6,000 characters. */
export const chunks = (values: string[]): string[][] => {
  const lists: string[][] = [];
  let room = 0;
  for (const value of new Set(values)) {
    const length = encodeURIComponent(quoted(value)).length + 1;
    const last = lists.at(-1);
    if (last === undefined || last.length === mostRows || length > room) {
      lists.push([value]);
      room = 6000 - length;
    } else {
      last.push(value);
      room -= length;
    }
  }
  return lists;
};
