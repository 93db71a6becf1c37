import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import { amount as amountText } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { CopyIcon, GripIcon, TrashIcon } from '../../ui/controls/icons.tsx';
import { isFixed, kindOf } from '../document.ts';
import { useChecked, useEdited } from '../editor-store.ts';
import type { LineColumns } from './line-columns.ts';
import { LineFields } from './line-fields.tsx';
import styles from './lines-section.module.css';
import type { LineActions } from './use-line-actions.ts';

export type LineRowProps = {
  index: number;
  columns: LineColumns;
  /** Date in the company's time zone. */
  today: string;
  actions: LineActions;
  startDrag: (index: number, event: PointerEvent) => void;
};

const steps: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/** Longest amount that fits into its column: 9,999,999.99. */
const inColumn = 12;

/** One line of the document. Typing renders the line that is typed into. */
export const LineRow = memo(function LineRow(props: LineRowProps) {
  const { index, columns, today, actions, startDrag } = props;
  const line = useEdited(({ document }) => document.lines[index]);
  if (!line) return null;
  const number = index + 1;
  const path = `lines.${index}` as const;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      event.stopPropagation();
      actions.moveBy(index, step);
    }
    const field = inputOf(event, path);
    if (isCopy(event) && kindOf(line) === 'item') {
      event.preventDefault();
      actions.copy(index);
    }
    if (event.key === 'Tab' && !event.shiftKey && isLastField(event) && actions.pastEnd(index))
      event.preventDefault();
    if (event.key === 'Enter' && field && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      actions.onward(index, field);
    }
  };

  return (
    <fieldset className={styles.line} onKeyDownCapture={onKeyDown}>
      <legend className="unseen">{m.editor_line_named({ number })}</legend>
      <button
        type="button"
        className={styles.handle}
        // For the pointer only: Alt with an arrow key moves the line from any of its fields.
        tabIndex={-1}
        aria-label={m.editor_line_move({ number })}
        data-path={path}
        onPointerDown={(event) => startDrag(index, event)}
      >
        <GripIcon />
      </button>
      <span className={styles.number} aria-hidden="true">
        {m.editor_line_named({ number })}
      </span>
      {isFixed(line) ? (
        <div className={styles.fixed}>
          <p>{line.description || m.invoices_line_other()}</p>
          <p className={styles.fixedNote}>
            {kindOf(line) === 'bundle' ? m.editor_bundle() : m.editor_other_line()}
          </p>
        </div>
      ) : (
        <LineFields index={index} line={line} columns={columns} today={today} />
      )}
      {kindOf(line) === 'text' ? null : (
        <LineAmount lineKey={line.key} currency={columns.currency} />
      )}
      <div className={styles.buttons}>
        {kindOf(line) === 'item' ? (
          <Button
            variant="quiet"
            square
            aria-label={m.editor_line_copy({ number })}
            // For the pointer only: Ctrl+D copies the line from any of its fields.
            tabIndex={-1}
            onClick={() => actions.copy(index)}
          >
            <CopyIcon />
          </Button>
        ) : null}
        <Button
          variant="quiet"
          square
          aria-label={m.editor_line_remove({ number })}
          data-path={`${path}.remove`}
          onClick={() => actions.remove(index)}
        >
          <TrashIcon />
        </Button>
      </div>
    </fieldset>
  );
});

function LineAmount({ lineKey, currency }: { lineKey: string; currency: string }) {
  const figure = useChecked(({ totals }) => totals.amounts.get(lineKey) ?? null);
  const text = figure === null ? '–' : amountText(figure, currency);
  return (
    <div className={text.length > inColumn ? `${styles.amount} ${styles.long}` : styles.amount}>
      <span className={styles.amountLabel}>{m.editor_line_amount()}</span>
      <span className="figures">{text}</span>
    </div>
  );
}

/** Ctrl+D or ⌘D. */
const isCopy = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean =>
  key.toLowerCase() === 'd' && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** Whether the key was pressed in the last field of the line. */
const isLastField = ({ target, currentTarget }: KeyboardEvent): boolean =>
  [...currentTarget.querySelectorAll('input, select, textarea')].at(-1) === target;

/**
 * The one-line input of the line in which Enter was pressed; null for pickers, which use Enter
 * themselves.
 */
const inputOf = ({ target }: KeyboardEvent, path: string): string | null => {
  if (!(target instanceof HTMLInputElement) || target.role === 'combobox') return null;
  return target.dataset.path?.slice(path.length + 1) || null;
};
