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

const partAt = (content: unknown, keys: string[]): unknown =>
  keys.reduce<unknown>(
    (part, key) =>
      typeof part === 'object' && part !== null
        ? (part as Record<string, unknown>)[key]
        : undefined,
    content,
  );

/** The value at a path of the form as text, for comparison. */
export const valueAt = (content: unknown, path: string): string =>
  JSON.stringify(partAt(content, path.split('.'))) ?? '';

/** Reads the text at a path of the form; empty where there is none. */
export const textAt = (path: string): ((content: unknown) => string) => {
  const keys = path.split('.');
  return (content) => String(partAt(content, keys) ?? '');
};
