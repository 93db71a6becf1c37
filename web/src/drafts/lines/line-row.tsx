import { type KeyboardEvent, memo, type PointerEvent } from 'react';
import { leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { GripIcon, TrashIcon } from '../../ui/controls/icons.tsx';
import { PlainTextField } from '../text-field.tsx';
import { LineDiscount } from './line-discount.tsx';
import { LineFigure } from './line-figure.tsx';
import { priceLabel } from './line-headings.tsx';
import { LineItem } from './line-item.tsx';
import { LineTax } from './line-tax.tsx';
import { type LineView, sameLineView } from './line-view.ts';
import styles from './lines-section.module.css';
import type { LineActions } from './use-lines.ts';

type LineRowProps = {
  view: LineView;
  actions: LineActions;
  startDrag: (index: number, event: PointerEvent) => void;
};

const steps: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/** Longest amount that fits into its column: 9,999,999.99. */
const inColumn = 12;

/** One line of the invoice; memoized to render only when its data changes. */
export const LineRow = memo(
  DrawnLine,
  (before, after) =>
    sameLineView(before.view, after.view) &&
    before.actions === after.actions &&
    before.startDrag === after.startDrag,
);

function DrawnLine({ view, actions, startDrag }: LineRowProps) {
  const { index, errors } = view;
  const number = index + 1;
  const path = `lines.${index}` as const;
  const amount = view.amount ?? '–';

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      event.stopPropagation();
      actions.moveBy(index, step);
    }
    const field = inputOf(event, path);
    if (event.key === 'Enter' && field && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      actions.onward(index, field);
    }
  };

  return (
    <fieldset className={styles.line} onKeyDownCapture={onKeyDown}>
      <legend className="unseen">{m.drafts_line_named({ number })}</legend>
      <button
        type="button"
        className={styles.handle}
        // For the pointer only: Alt with an arrow key moves the line from any of its fields.
        tabIndex={-1}
        aria-label={m.drafts_line_move({ number })}
        data-path={path}
        onPointerDown={(event) => startDrag(index, event)}
      >
        <GripIcon />
      </button>
      <span className={styles.number} aria-hidden="true">
        {m.drafts_line_named({ number })}
      </span>
      <div className={styles.what}>
        <LineItem view={view} />
        <PlainTextField
          path={`${path}.description`}
          label={m.drafts_line_description()}
          error={errors.description}
          help={view.rowNotes.join(' ')}
          placeholder={m.drafts_line_description()}
          rows={1}
          className={styles.description}
        />
      </div>
      <LineFigure
        path={`${path}.quantity`}
        label={m.drafts_line_quantity()}
        error={errors.quantity}
        decimals={0}
      />
      <LineFigure
        path={`${path}.unitPrice`}
        label={priceLabel(view.inclusive)}
        error={errors.unitPrice}
        decimals={leastDecimals(view.currency)}
      />
      <LineDiscount view={view} />
      {view.taxed ? <LineTax view={view} /> : null}
      <div className={amount.length > inColumn ? `${styles.amount} ${styles.long}` : styles.amount}>
        <span className={styles.amountLabel}>{m.drafts_line_amount()}</span>
        <span className="figures">{amount}</span>
      </div>
      <Button
        variant="quiet"
        square
        className={styles.remove}
        aria-label={m.drafts_line_remove({ number })}
        data-path={`${path}.remove`}
        onClick={() => actions.remove(index)}
      >
        <TrashIcon />
      </Button>
    </fieldset>
  );
}

/**
 * The one-line input of the line in which Enter was pressed; null for pickers, which use Enter
 * themselves.
 */
const inputOf = ({ target }: KeyboardEvent, path: string): string | null => {
  if (!(target instanceof HTMLInputElement) || target.role === 'combobox') return null;
  return target.dataset.path?.slice(path.length + 1) || null;
};
