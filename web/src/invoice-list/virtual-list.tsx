import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback, useEffect, useRef } from 'react';
import styles from './invoice-list.module.css';
import type { InView } from './next-page.ts';
import { useRowHeight } from './use-row-height.ts';

type VirtualListProps<Row> = {
  label: string;
  /** Each at its place; those that are not read yet are missing. */
  rows: (Row | undefined)[];
  /** How many there are in all, read or not. */
  count: number;
  keyOf: (row: Row) => string;
  /** Told which rows are looked at, again whenever rows have come. */
  look: (inView: InView) => void;
  children: (row: Row) => ReactNode;
};

type PlacedRowProps<Row> = {
  /** Undefined until it is loaded. */
  row: Row | undefined;
  /** Pixels from the top of the list. */
  start: number;
  height: number;
  /** Which of how many it is, from 1. */
  position: number;
  count: number;
  draw: (row: Row) => ReactNode;
};

function PlacedRow<Row>({ row, start, height, position, count, draw }: PlacedRowProps<Row>) {
  return (
    <li
      className={styles.item}
      style={{ transform: `translateY(${start}px)`, height }}
      aria-setsize={count}
      aria-posinset={position}
    >
      {row ? draw(row) : <div className={styles.waiting} aria-hidden="true" />}
    </li>
  );
}

/** Rows that stay in view while the list is scrolled are not drawn again. */
const KeptRow = memo(PlacedRow) as typeof PlacedRow;

/** A list of any length, as high as all its rows: only those in view are in the page. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, count, keyOf, look, children } = props;
  const box = useRef<HTMLElement>(null);
  const rowHeight = useRowHeight();
  const list = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    // The places of all rows are worked out anew whenever this is another function.
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row ? keyOf(row) : index;
      },
      [rows, keyOf],
    ),
    overscan: 4,
    // About what there is room for: rows are drawn before that is measured.
    initialRect: { width: 0, height: 504 },
  });
  useEffect(() => {
    if (rowHeight) list.measure();
  }, [list, rowHeight]);
  const shown = list.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 0;
  // Page after page, until what is looked at is there.
  useEffect(() => look({ from, to }), [from, to, look]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} ref={box} tabIndex={0} aria-label={label}>
      <ul style={{ height: list.getTotalSize() }} aria-label={label}>
        {shown.map(({ key, index, start }) => (
          <KeptRow
            key={key}
            row={rows[index]}
            start={start}
            height={rowHeight}
            position={index + 1}
            count={count}
            draw={children}
          />
        ))}
      </ul>
    </section>
  );
}
