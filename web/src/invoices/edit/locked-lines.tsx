import type { DocumentLine } from '../../editor/document.ts';
import { kindOf } from '../../editor/document.ts';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { amount, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { paidOf } from '../paid-of.ts';
import { documentOf } from './edit-document.ts';
import { useEditState } from './edit-session.ts';
import styles from './locked-lines.module.css';
import { lineText, writingOf } from './review-rows.ts';
import { sameLines } from './same-lines.ts';
import { amountOf } from './totals-after.ts';

/** The lines of an invoice with payments, and why they cannot be edited. */
export function LockedLines() {
  const { dispatch } = useEditor();
  const page = useEditState((state) => state.page);
  const typed = useEdited(({ document }) => document.lines);
  const { lines } = documentOf(page);
  const { currency } = page.invoice;
  const settled = money(paidOf(page.invoice) ?? '0', currency);
  return (
    <Section title={m.editor_lines_title()}>
      {sameLines(typed, lines) ? (
        <p className={styles.note}>{m.invoices_edit_lines_paid({ amount: settled })}</p>
      ) : (
        <div className={styles.lockedNote}>
          <p>{m.invoices_edit_lines_locked({ amount: settled })}</p>
          <Button data-path="lines" onClick={() => dispatch({ type: 'lines_restored', lines })}>
            {m.invoices_edit_lines_back()}
          </Button>
        </div>
      )}
      <ol className={styles.locked}>
        {typed.map((line) => (
          <LockedLine key={line.key} line={line} />
        ))}
      </ol>
    </Section>
  );
}

function LockedLine({ line }: { line: DocumentLine }) {
  const page = useEditState((state) => state.page);
  const total = kindOf(line) === 'text' ? null : amountOf(line, page);
  return (
    <li className={styles.lockedLine}>
      <span>{lineText(line, writingOf(page))}</span>
      <span className="figures">{total === null ? '' : amount(total, page.invoice.currency)}</span>
    </li>
  );
}
