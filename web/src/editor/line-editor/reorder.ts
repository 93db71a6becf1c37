/** Index of a line after moving it by one; null at the ends of the list. */
export const neighbour = (index: number, step: -1 | 1, count: number): number | null => {
  const target = index + step;
  return target >= 0 && target < count ? target : null;
};

/**
 * Index of a dragged line while the pointer is at `y`: it passes a neighbour once the pointer
 * crosses the neighbour's middle. `rows` are top and bottom of every line, in order.
 */
export const contextAt = (
  rows: { top: number; bottom: number }[],
  dragged: number,
  y: number,
): number => {
  const middles = rows.map(({ top, bottom }) => (top + bottom) / 2);
  const above = middles.filter((middle, index) => index < dragged && y < middle).length;
  const below = middles.filter((middle, index) => index > dragged && y > middle).length;
  return dragged - above + below;
};
