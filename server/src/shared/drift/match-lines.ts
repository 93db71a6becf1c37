/** Lines of two lists that belong together; `null` where a list has no such line. */
export type Pair<Before, After> =
  | { before: Before; after: After }
  | { before: Before; after: null }
  | { before: null; after: After };

/** What a line is recognised by; null excludes the line from this pass. */
type Key<Line> = (line: Line) => string | null;

/**
 * Pairs the lines of two lists, whatever their order: first those with the same first key, of the
 * rest those with the same second key, and so on. Pure.
 */
export const matchLines = <Line, Before extends Line, After extends Line>(
  before: Before[],
  after: After[],
  keys: Key<Line>[],
): Pair<Before, After>[] => {
  const partners = new Map<Before, After>();
  let restBefore = before;
  let restAfter = after;
  for (const key of keys) {
    const waiting = new Map<string, After[]>();
    for (const line of restAfter) {
      const name = key(line);
      if (name === null) continue;
      const others = waiting.get(name);
      if (others) others.push(line);
      else waiting.set(name, [line]);
    }
    const matched = new Set<After>();
    for (const line of restBefore) {
      const name = key(line);
      const partner = name === null ? undefined : waiting.get(name)?.shift();
      if (partner === undefined) continue;
      partners.set(line, partner);
      matched.add(partner);
    }
    restBefore = restBefore.filter((line) => !partners.has(line));
    restAfter = restAfter.filter((line) => !matched.has(line));
  }
  return [
    ...before.map((line): Pair<Before, After> => {
      const partner = partners.get(line);
      return partner === undefined
        ? { before: line, after: null }
        : { before: line, after: partner };
    }),
    ...restAfter.map((line) => ({ before: null, after: line })),
  ];
};
