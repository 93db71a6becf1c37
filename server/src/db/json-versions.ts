/** Turns what one version of a JSON column stored into the shape of the next. */
export type Upgrade = (stored: never) => unknown;

type Versioned = { v: number; data: unknown };

/** Only what `writeJson` wrote looks like this: no shape of ours has these two keys alone. */
const isVersioned = (stored: unknown): stored is Versioned => {
  const { v, data, ...others } = (stored ?? {}) as Partial<Versioned>;
  return Number.isInteger(v) && data !== undefined && Object.keys(others).length === 0;
};

/**
 * The text of a JSON column. Version 0, a shape that was never changed, is stored bare; each upgrade makes one
 * more version, which is stored as `{"v":1,"data":…}`.
 */
export const writeJson = (value: unknown, upgrades: readonly Upgrade[]): string =>
  JSON.stringify(upgrades.length === 0 ? value : { v: upgrades.length, data: value });

/** The value of a JSON column in its present shape, whichever version stored it. Throws for a newer one. */
export const readJson = (text: string, upgrades: readonly Upgrade[]): unknown => {
  const stored: unknown = JSON.parse(text);
  const { v, data } = isVersioned(stored) ? stored : { v: 0, data: stored };
  if (v > upgrades.length) throw new Error(`Version ${v} of a JSON column is not known`);
  return upgrades.slice(v).reduce((shape, upgrade) => upgrade(shape as never), data);
};
