/** What one slice may cost; 100 small rows take about 5 ms to store. */
const mostCost = 100;

/** Divides rows into slices for short transactions. Each slice has at least one row. */
export const slicesOf = <Row>(rows: Row[], costOf: (row: Row) => number = () => 1): Row[][] => {
  const slices: Row[][] = [];
  let cost = Number.POSITIVE_INFINITY;
  for (const row of rows) {
    const own = costOf(row);
    if (cost + own > mostCost) {
      slices.push([]);
      cost = 0;
    }
    slices.at(-1)?.push(row);
    cost += own;
  }
  return slices;
};
