/**
 * Calculates once for each object, which must not change afterwards, and again when one of the
 * other values differs from the last time.
 */
export const oncePerObject = <Key extends object, Others extends readonly unknown[], Result>(
  calculate: (key: Key, ...others: Others) => Result,
) => {
  const known = new WeakMap<Key, { others: Others; result: Result }>();
  return (key: Key, ...others: Others): Result => {
    const before = known.get(key);
    if (before?.others.every((value, at) => value === others[at])) return before.result;
    const result = calculate(key, ...others);
    known.set(key, { others, result });
    return result;
  };
};
