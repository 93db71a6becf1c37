import { type ReactNode, useEffect, useRef } from 'react';
import { m } from '../messages/compiled/messages.js';
import styles from './invoice-list.module.css';
import { counted } from './sums/counted.ts';
import type { Selection } from './use-selection.ts';

type BulkBarProps = {
  selection: Selection;
  /** Number of rows shown. */
  shown: number;
  /** Actions on the selected rows. */
  children: ReactNode;
};

/** Selects all rows shown, counts the selected ones, and contains their actions. */
export function BulkBar({ selection, shown, children }: BulkBarProps) {
  const box = useRef<HTMLInputElement>(null);
  const some = selection.all.length > 0;
  useEffect(() => {
    if (box.current) box.current.indeterminate = some && !selection.allShown;
  }, [some, selection.allShown]);
  return (
    <div className={styles.bulk}>
      <label className={styles.all}>
        <input
          ref={box}
          type="checkbox"
          data-tick-all
          disabled={shown === 0}
          checked={selection.allShown}
          onChange={selection.toggleShown}
        />
        {shown === 0 ? m.invoice_list_tick_none() : m.invoice_list_tick_shown(counted(shown))}
      </label>
      {some ? <span>{m.invoice_list_ticked(counted(selection.all.length))}</span> : null}
      {some ? children : null}
    </div>
  );
}
