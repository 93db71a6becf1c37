/**
 * A path and everything that contains it, the nearest first: `lines.2.discount.value`,
 * `lines.2.discount`, `lines.2`, `lines`. A problem told to a part of a field belongs to that field.
 */
export const pathAndParents = (path: string): string[] => {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
};

/** True when a problem at `path` is to be shown at `field`. */
export const belongsTo = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`);

/** The 0-based line a path speaks of, or null. */
export const lineOf = (path: string): number | null => {
  const found = /^lines\.(\d+)(\.|$)/.exec(path);
  return found ? Number(found[1]) : null;
};

/** The server may name the whole input of the call; the form knows its own part of it. */
export const inContent = (path: string): string => path.replace(/^content\./, '');

/** What stands at a path of the form, as text that can be compared. */
export const valueAt = (content: unknown, path: string): string => {
  const found = path
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[part]
          : undefined,
      content,
    );
  return JSON.stringify(found) ?? '';
};
