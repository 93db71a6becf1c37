import { amount } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';
import { useOpenDraft } from './draft-form-context.ts';
import styles from './lines-section.module.css';

/** What the line comes to after its discount; with its tax where prices contain it. */
export function LineAmount({ index }: { index: number }) {
  const { totals, content } = useOpenDraft();
  const line = totals.lines[index];
  const figure = line?.inclusiveAmount ?? line?.amount ?? null;
  return (
    <div className={styles.amount}>
      <span className={styles.amountLabel}>{m.drafts_line_amount()}</span>
      <span className="figures">
        {figure === null ? '–' : amount(figure, content.details.currency)}
      </span>
    </div>
  );
}
