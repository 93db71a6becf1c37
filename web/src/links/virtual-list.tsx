import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './invoice-list.module.css';
import { useRowHeight } from './use-row-height.ts';

type VirtualListProps<Row> = {
  label: string;
  rows: Row[];
  /** How many there are in all, loaded or not. */
  count: number;
  keyOf: (row: Row) => string;
  /** Asks for the rows after the last one. */
  loadMore: () => void;
  children: (row: Row) => ReactNode;
};

/** A list of any length, as high as all its rows: only those in view are in the page. */
export function VirtualList<Row>(props: VirtualListProps<Row>) {
  const { label, rows, count, keyOf, loadMore, children } = props;
  const box = useRef<HTMLElement>(null);
  const rowHeight = useRowHeight();
  const list = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => (rows[index] ? keyOf(rows[index]) : index),
    overscan: 8,
  });
  useEffect(() => {
    if (rowHeight) list.measure();
  }, [list, rowHeight]);
  const shown = list.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  // Page after page, until what is looked at is there.
  useEffect(() => {
    if (last >= rows.length - 20 && rows.length < count) loadMore();
  }, [last, rows.length, count, loadMore]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} ref={box} tabIndex={0} aria-label={label}>
      <ul style={{ height: list.getTotalSize() }} aria-label={label}>
        {shown.map(({ key, index, start }) => {
          const row = rows[index];
          return (
            <li
              key={key}
              className={styles.item}
              style={{ transform: `translateY(${start}px)`, height: rowHeight }}
              aria-setsize={count}
              aria-posinset={index + 1}
            >
              {row ? children(row) : <div className={styles.waiting} aria-hidden="true" />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
