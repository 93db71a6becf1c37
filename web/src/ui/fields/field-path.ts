/**
 * A path and its parents, nearest first: `lines.2.discount.value`, `lines.2.discount`, `lines.2`,
 * `lines`. A problem of a part of a field belongs to that field.
 */
export const pathAndParents = (path: string): string[] => {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'));
};

/** Returns true when `field` shows problems of `path`. */
export const belongsTo = (path: string, field: string): boolean =>
  path === field || path.startsWith(`${field}.`);

/** The 0-based line index of a path, or null. */
export const lineOf = (path: string): number | null => {
  const found = /^lines\.(\d+)(\.|$)/.exec(path);
  return found ? Number(found[1]) : null;
};

/** Removes `content.`: the server names paths within the input, the form within its content. */
export const inContent = (path: string): string => path.replace(/^content\./, '');

/** The value at a path of the form as text, for comparison. */
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
