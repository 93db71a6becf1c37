import { useFormContext } from 'react-hook-form';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { paidOf } from '../paid-of.ts';
import { useOpenEdit } from './edit-context.ts';
import styles from './edit-lines.module.css';
import { type EditLine, type EditValues, valuesOf } from './edit-values.ts';
import { lineText, writingOf } from './review-rows.ts';
import { sameLines } from './same-values.ts';
import { amountOf, linesByKey } from './totals-after.ts';

/** The lines of an invoice with payments, and why they cannot be edited. */
export function LockedLines() {
  const { page } = useOpenEdit();
  const { watch, setValue } = useFormContext<EditValues>();
  const typed = watch('lines');
  const { lines } = valuesOf(page);
  const { currency } = page.invoice;
  const settled = money(paidOf(page.invoice) ?? '0', currency);
  return (
    <>
      {sameLines(typed, lines) ? (
        <p className={styles.note}>{m.invoices_edit_lines_paid({ amount: settled })}</p>
      ) : (
        <div className={styles.lockedNote}>
          <p>{m.invoices_edit_lines_locked({ amount: settled })}</p>
          <Button data-path="lines" onClick={() => setValue('lines', lines)}>
            {m.invoices_edit_lines_back()}
          </Button>
        </div>
      )}
      <ol className={styles.locked}>
        {typed.map((line, index) => (
          <LockedLine key={line.id ?? `new ${index}`} line={line} />
        ))}
      </ol>
    </>
  );
}

function LockedLine({ line }: { line: EditLine }) {
  const { page } = useOpenEdit();
  const total = amountOf(line, linesByKey(page).get(line.id ?? ''));
  return (
    <li className={styles.lockedLine}>
      <span>{lineText(line, writingOf(page))}</span>
      <span className="figures">
        {line.kind === 'text' || total === '' ? '' : amount(total, page.invoice.currency)}
      </span>
    </li>
  );
}
