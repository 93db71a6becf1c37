import { flushSync } from 'react-dom';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { PlusIcon, TrashIcon } from '../ui/controls/icons.tsx';
import { DateInput } from '../ui/fields/date-input.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import { FigureInput } from '../ui/fields/figure-input.tsx';
import { focusField } from '../ui/focus/focus-field.ts';
import styles from './plan-rows.module.css';
import type { Plan } from './queries.ts';
import { newRow, problemsOf, type Row, type RowProblems } from './rows.ts';

type PlanRowsProps = {
  plan: Plan;
  rows: Row[];
  setRows: (rows: Row[]) => void;
  isShowingProblems: boolean;
};

const addPath = 'entries';
export const datePath = (index: number): string => `entries.${index}.dueOn`;
const removePath = (index: number): string => `entries.${index}.remove`;

/** The entries without an invoice, to be typed. */
export function PlanRows({ plan, rows, setRows, isShowingProblems }: PlanRowsProps) {
  const change = (index: number, row: Row) => setRows(rows.with(index, row));
  const add = () => {
    const dueOn = rows.at(-1)?.dueOn ?? plan.today;
    const added = [...rows, newRow({ dueOn, label: '', amount: '', source: null })];
    flushSync(() => setRows(added));
    focusField(datePath(added.length - 1));
  };
  const remove = (index: number) => {
    const left = rows.toSpliced(index, 1);
    flushSync(() => setRows(left));
    focusField(left.length > 0 ? removePath(Math.min(index, left.length - 1)) : addPath);
  };
  return (
    <>
      {rows.length === 0 ? <p className={styles.none}>{m.billing_plans_none()}</p> : null}
      <ol className={styles.rows}>
        {rows.map((row, index) => (
          <EntryFields
            key={row.id}
            row={row}
            index={index}
            today={plan.today}
            problems={isShowingProblems ? problemsOf(row) : null}
            change={(changed) => change(index, changed)}
            remove={() => remove(index)}
          />
        ))}
      </ol>
      <Button className={styles.add} data-path={addPath} onClick={add}>
        <PlusIcon /> {m.billing_plans_add()}
      </Button>
    </>
  );
}

type EntryFieldsProps = {
  row: Row;
  index: number;
  today: string;
  problems: RowProblems | null;
  change: (row: Row) => void;
  remove: () => void;
};

function EntryFields({ row, index, today, problems, change, remove }: EntryFieldsProps) {
  const number = String(index + 1);
  return (
    <li className={styles.row} aria-label={m.billing_plans_entry({ number })}>
      <Field
        label={m.billing_plans_on()}
        error={problems?.dueOn ? m.billing_plans_bad_date() : undefined}
      >
        {(control) => (
          <DateInput
            {...control}
            data-path={datePath(index)}
            value={row.dueOn}
            today={today}
            from={row.dueOn}
            onChange={(dueOn) => change({ ...row, dueOn })}
          />
        )}
      </Field>
      <Field
        label={m.billing_plans_text()}
        className={styles.label}
        error={problems?.label ? m.billing_plans_bad_text() : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={row.label}
            onChange={({ target }) => change({ ...row, label: target.value })}
          />
        )}
      </Field>
      <Field
        label={m.billing_plans_amount()}
        className={styles.amount}
        error={problems?.amount ? m.billing_plans_bad_amount() : undefined}
      >
        {(control) => (
          <FigureInput
            control={control}
            className="figures"
            value={row.amount}
            decimals={2}
            onChange={(amount) => change({ ...row, amount })}
          />
        )}
      </Field>
      <Button
        variant="quiet"
        square
        className={styles.remove}
        data-path={removePath(index)}
        aria-label={m.billing_plans_remove({ number })}
        onClick={remove}
      >
        <TrashIcon />
      </Button>
    </li>
  );
}
