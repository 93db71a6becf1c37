import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenEdit } from './edit-context.ts';
import { EditLineRow } from './edit-line.tsx';
import styles from './edit-lines.module.css';
import { type EditValues, newLine } from './edit-values.ts';

/** Problems of all lines together. */
const wordsOfWhole: { [problem in FieldError['problem']]?: () => string } = {
  no_lines: m.invoices_edit_no_lines,
  negative_total: m.invoices_edit_negative,
};

/** The lines of an unpaid invoice. */
export function EditLines() {
  const { page, problems } = useOpenEdit();
  const { control } = useFormContext<EditValues>();
  const [said, setSaid] = useState('');
  const { fields, append, remove } = useFieldArray({ control, name: 'lines', keyName: 'rowId' });

  const coded = page.taxCodes.length > 0;

  const add = () => {
    const at = fields.length;
    flushSync(() => append(newLine(), { shouldFocus: false }));
    focusField(`lines.${at}.item`);
  };
  const takeAway = (index: number) => {
    flushSync(() => {
      remove(index);
      setSaid(m.invoices_edit_line_removed({ number: index + 1 }));
    });
    const last = fields.length - 2;
    focusField(last >= 0 ? `lines.${Math.min(index, last)}.remove` : 'lines');
  };

  const asAWhole = problems.find(({ path }) => path === 'lines');
  const wrong = asAWhole && wordsOfWhole[asAWhole.problem]?.();
  const headings = coded ? `${styles.headings} ${styles.coded}` : styles.headings;
  return (
    <>
      {page.taxed ? <p className={styles.note}>{m.invoices_edit_prices_net()}</p> : null}
      <div className={headings} aria-hidden="true">
        <span>{m.invoices_edit_item()}</span>
        <span className={styles.end}>{m.invoices_edit_quantity_short()}</span>
        <span className={styles.end}>{m.invoices_edit_price()}</span>
        {coded ? <span>{m.invoices_edit_tax()}</span> : null}
        <span className={styles.end}>{m.invoices_edit_amount()}</span>
      </div>
      <ol className={styles.list}>
        {fields.map((field, index) => (
          <li key={field.rowId}>
            <EditLineRow index={index} remove={takeAway} />
          </li>
        ))}
      </ol>
      {wrong ? (
        <p className={styles.error} role="alert">
          {wrong}
        </p>
      ) : null}
      <div>
        <Button data-path="lines" onClick={add}>
          <PlusIcon />
          {m.invoices_edit_line_add()}
        </Button>
      </div>
      <p role="status" className="unseen">
        {said}
      </p>
    </>
  );
}
