import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, type ReactNode, useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import styles from './invoice-list.module.css';
import type { InView } from './next-page.ts';

type VirtualListProps<Row> = {
  label: string;
  /** Rows by position; rows not loaded are missing. */
  rows: (Row | undefined)[];
  /** Number of rows in total, loaded or not. */
  count: number;
  keyOf: (row: Row) => string;
  /** Called with the visible range, again after rows have loaded. */
  look: (inView: InView) => void;
  children: (row: Row) => ReactNode;
};

type PlacedRowProps<Row> = {
  /** Undefined until loaded. */
  row: Row | undefined;
  /** Pixels from the top of the list. */
  start: number;
  height: number;
  /** Position in the whole list, from 1. */
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

/** Memoized: rows that stay visible while scrolling are not rendered again. */
const KeptRow = memo(PlacedRow) as typeof PlacedRow;

/** A list of any length, as high as all its rows; only visible rows are in the page. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, count, keyOf, look, children } = props;
  const box = useRef<HTMLElement>(null);
  const rowHeight = useRowHeight();
  const list = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    // A new function would make the virtualizer measure all rows again.
    getItemKey: useCallback(
      (index: number) => {
        const row = rows[index];
        return row ? keyOf(row) : index;
      },
      [rows, keyOf],
    ),
    overscan: 4,
    // About the visible height: rows are rendered before it is measured.
    initialRect: { width: 0, height: 504 },
  });
  useEffect(() => {
    if (rowHeight) list.measure();
  }, [list, rowHeight]);
  const shown = list.getVirtualItems();
  const from = shown[0]?.index ?? 0;
  const to = shown.at(-1)?.index ?? 0;
  // Loads page after page until the visible rows are loaded.
  useEffect(() => look({ from, to }), [from, to, look]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolling needs the keyboard
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

/** The breakpoint of the rows' style sheet: narrow rows are two lines higher. */
const narrow = (): MediaQueryList => {
  query ??= matchMedia('(width < 640px)');
  return query;
};

/** Read at every step of scrolling, so it is created once. */
let query: MediaQueryList | undefined;

const subscribe = (changed: () => void) => {
  narrow().addEventListener('change', changed);
  return () => narrow().removeEventListener('change', changed);
};

/** Height of a list row in CSS pixels. */
const useRowHeight = (): number =>
  useSyncExternalStore(subscribe, () => (narrow().matches ? 88 : 56));
