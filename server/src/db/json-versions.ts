/** Converts a stored value of a JSON column from one version to the next. */
export type Upgrade = (stored: never) => unknown;

type Versioned = { v: number; data: unknown };

/** Recognises the envelope of `writeJson`: no stored shape has exactly the keys `v` and `data`. */
const isVersioned = (stored: unknown): stored is Versioned => {
  const { v, data, ...others } = (stored ?? {}) as Partial<Versioned>;
  return Number.isInteger(v) && data !== undefined && Object.keys(others).length === 0;
};

/**
 * Serializes a value for a JSON column. Without upgrades, at version 0, it is stored bare; each
 * upgrade adds a version, stored as `{"v":1,"data":…}`.
 */
export const writeJson = (value: unknown, upgrades: readonly Upgrade[]): string =>
  JSON.stringify(upgrades.length === 0 ? value : { v: upgrades.length, data: value });

/** Parses a JSON column and upgrades it to the current shape. Throws for a newer version. */
export const readJson = (text: string, upgrades: readonly Upgrade[]): unknown => {
  const stored: unknown = JSON.parse(text);
  const { v, data } = isVersioned(stored) ? stored : { v: 0, data: stored };
  if (v > upgrades.length) throw new Error(`Version ${v} of a JSON column is not known`);
  return upgrades.slice(v).reduce((shape, upgrade) => upgrade(shape as never), data);
};
