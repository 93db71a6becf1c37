import type { KeyboardEvent, PointerEventHandler } from 'react';
import { Button } from '../ui/button.tsx';
import { GripIcon, TrashIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import { LineAmount } from './line-amount.tsx';
import { LineDiscount } from './line-discount.tsx';
import { LineItem } from './line-item.tsx';
import { LineTax } from './line-tax.tsx';
import styles from './lines-section.module.css';
import { TextField } from './text-field.tsx';
import { usePriceLabel } from './use-price-label.ts';

type LineRowProps = {
  index: number;
  taxed: boolean;
  move: (step: -1 | 1) => void;
  remove: () => void;
  startDrag: PointerEventHandler;
  /** Enter was pressed in this field of the line. */
  onward: (field: string) => void;
};

const steps: Record<string, -1 | 1> = { ArrowUp: -1, ArrowDown: 1 };

/** One line of the invoice. */
export function LineRow({ index, taxed, move, remove, startDrag, onward }: LineRowProps) {
  const price = usePriceLabel();
  const number = index + 1;
  const path = `lines.${index}` as const;

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (event.altKey && step) {
      event.preventDefault();
      event.stopPropagation();
      move(step);
    }
    const field = inputOf(event, path);
    if (event.key === 'Enter' && field && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      onward(field);
    }
  };

  return (
    <fieldset className={styles.line} onKeyDownCapture={onKeyDown}>
      <legend className="unseen">{m.drafts_line_named({ number })}</legend>
      <button
        type="button"
        className={styles.handle}
        aria-label={m.drafts_line_move({ number })}
        data-path={path}
        onPointerDown={startDrag}
      >
        <GripIcon />
      </button>
      <span className={styles.number} aria-hidden="true">
        {m.drafts_line_named({ number })}
      </span>
      <div className={styles.what}>
        <LineItem index={index} />
        <TextField path={`${path}.description`} label={m.drafts_line_description()} rows={1} />
      </div>
      <TextField
        path={`${path}.quantity`}
        label={m.drafts_line_quantity()}
        inputMode="decimal"
        className={styles.figure}
      />
      <TextField
        path={`${path}.unitPrice`}
        label={price}
        inputMode="decimal"
        className={styles.figure}
      />
      <LineDiscount index={index} />
      {taxed ? <LineTax index={index} /> : null}
      <LineAmount index={index} />
      <Button
        look="quiet"
        square
        className={styles.remove}
        aria-label={m.drafts_line_remove({ number })}
        data-path={`${path}.remove`}
        onClick={remove}
      >
        <TrashIcon />
      </Button>
    </fieldset>
  );
}

/** The field of the line whose one-line input this key was pressed in; lists use Enter themselves. */
const inputOf = ({ target }: KeyboardEvent, path: string): string | null => {
  if (!(target instanceof HTMLInputElement) || target.role === 'combobox') return null;
  return target.dataset.path?.slice(path.length + 1) || null;
};
