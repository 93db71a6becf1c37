/** Highest cost of a slice; storing 100 small rows takes about 5 ms. */
const maxCost = 100;

/** Splits rows into slices for short transactions; each has at least one row. */
export const slicesOf = <Row>(rows: Row[], costOf: (row: Row) => number = () => 1): Row[][] => {
  const slices: Row[][] = [];
  let cost = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const rowCost = costOf(row);
    if (cost + rowCost > maxCost) {
      slices.push([]);
      cost = 0;
    }
    slices.at(-1)?.push(row);
    cost += rowCost;
  }
  return slices;
};
