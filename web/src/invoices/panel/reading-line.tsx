import type { Answer } from '../../lib/api.ts';
import { number } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './reading-line.module.css';

/** Says how far the first reading of QuickBooks has come, while it lasts. */
export function ReadingLine({ reading }: Pick<Answer<'invoices', 'list'>, 'reading'>) {
  if (!reading) return null;
  const shown = (count: number) => number(String(count));
  return (
    <p className={styles.line} role="status">
      {m.initial_sync_line({ read: shown(reading.read), total: shown(reading.total) })}
    </p>
  );
}
