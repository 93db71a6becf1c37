/** A measured value with its limit. */
export type Figure = {
  name: string;
  value: number;
  limit: number;
  /** Whether the limit is a maximum or a minimum. */
  bound: 'most' | 'least';
};

export const atMost = (name: string, value: number, limit: number): Figure => ({
  name,
  value,
  limit,
  bound: 'most',
});

export const atLeast = (name: string, value: number, limit: number): Figure => ({
  name,
  value,
  limit,
  bound: 'least',
});

/** Whether a figure is within its limit. */
export const holds = ({ value, limit, bound }: Figure): boolean =>
  bound === 'most' ? value <= limit : value >= limit;

/** `name value <= limit`, decimals cut to two. */
export const lineOf = ({ name, value, limit, bound }: Figure): string =>
  `${name} ${Number(value.toFixed(2))} ${bound === 'most' ? '<=' : '>='} ${limit}`;

/** Percentile: the smallest value that this share of the values does not exceed. */
export const percentile = (values: number[], of: number): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.ceil((of / 100) * sorted.length) - 1];
  if (value === undefined) throw new Error('No values');
  return value;
};

/** Median; the mean of the two middle values for an even count. */
export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) throw new Error('No values');
  return (low + high) / 2;
};
