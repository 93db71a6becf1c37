import { agoOf, fullInstant } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './freshness.module.css';

type FreshnessProps = {
  /** ISO instant of the oldest read from QuickBooks. */
  readAt: string | null;
  refreshing: boolean;
  now: number;
  refresh: () => void;
};

/** When the rows were last updated, and the button that updates them. */
export function Freshness({ readAt, refreshing, now, refresh }: FreshnessProps) {
  const words = readAt
    ? m.invoices_updated({ when: agoOf(readAt, now) ?? m.invoices_just_now() })
    : m.invoices_refresh_now();
  return (
    <button
      type="button"
      className={refreshing ? `${styles.button} ${styles.turning}` : styles.button}
      aria-disabled={refreshing}
      title={readAt ? m.invoices_read_at({ when: fullInstant(readAt) }) : undefined}
      onClick={() => {
        if (!refreshing) refresh();
      }}
    >
      <span className="unseen">{m.invoices_refresh()}</span>
      <span>{refreshing ? m.invoices_refreshing() : words}</span>
    </button>
  );
}
