import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './customer-differences.module.css';
import { DifferenceTable } from './difference-table.tsx';
import { UpdateNotice } from './update-notice.tsx';
import { type Comparison, useCustomerUpdate } from './use-customer-update.ts';

type CustomerDifferencesProps = Comparison & {
  from: 'pipedrive' | 'form';
  /**
   * True while the differences belong to earlier details: nothing can be sent until they are
   * current.
   */
  behind?: boolean;
  /** Folds the details behind this sentence, where they are secondary. */
  summary?: string;
};

/**
 * Differing details side by side, each with a checkbox to update QuickBooks, and the outcome of the
 * last update. Nothing is selected at first: QuickBooks' values were entered by somebody.
 */
export function CustomerDifferences(props: CustomerDifferencesProps) {
  const { customer, differences, checking, from, behind = false, summary } = props;
  const update = useCustomerUpdate(props);
  const { chosen, busy, run, outcome } = update;
  const differs = differences.length > 0 && !checking;
  if (!differs && outcome === 'none') return null;
  const sides = differs ? (
    <>
      <p className={styles.text}>{m.customers_differences_text()}</p>
      <DifferenceTable differences={differences} update={update} from={from} />
      <div>
        <Button
          variant={from === 'form' ? 'secondary' : 'primary'}
          disabled={chosen.length === 0 || behind}
          busy={busy}
          onClick={run}
        >
          {busy ? m.customers_updating() : m.customers_update()}
        </Button>
      </div>
    </>
  ) : null;
  return (
    <div className={styles.differences}>
      <UpdateNotice customer={customer.name} update={update} />
      {differs && summary ? (
        <details className={styles.folded}>
          <summary>{summary}</summary>
          <div className={styles.differences}>{sides}</div>
        </details>
      ) : (
        sides
      )}
    </div>
  );
}
