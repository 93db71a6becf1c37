import type { FormEvent } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import type { ApiError } from '../../lib/api-error.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Field, Input } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { CustomerPicker } from '../../ui/pickers/customer-picker.tsx';
import styles from '../invoice-list.module.css';
import type { Wanted } from '../queries.ts';

export const nothingWanted: Wanted = { number: '', amount: '', date: '', customer: null };

type SearchFormProps = {
  context: PanelContext;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
  search: () => void;
  searching: boolean;
  /** Error of the last search. */
  error: ApiError | null;
};

const isEmpty = ({ number, amount, date, customer }: Wanted): boolean =>
  customer === null && [number, amount, date].every((text) => text.trim() === '');

/** Search by number, customer, total or date; at least one is required. */
export function SearchForm(props: SearchFormProps) {
  const { context, wanted, onChange, search, searching, error } = props;
  const empty = isEmpty(wanted);
  const wrong = (path: string) => error?.fields.find((field) => field.path === path);
  const wrongAmount = wrong('amount');
  const wrongDate = wrong('date');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!empty && !searching) search();
  };
  return (
    <form className={styles.filters} onSubmit={submit}>
      <Field label={m.invoice_list_add_number()} className={styles.short}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={wanted.number}
            onChange={(event) => onChange({ ...wanted, number: event.target.value })}
          />
        )}
      </Field>
      <Field label={m.invoice_list_add_customer()} className={styles.search}>
        {(control) => (
          <CustomerPicker
            control={control}
            context={context}
            value={wanted.customer}
            onPick={(customer) => onChange({ ...wanted, customer })}
            clearable
            placeholder={m.invoice_list_add_any_customer()}
          />
        )}
      </Field>
      <Field
        label={m.invoice_list_add_amount()}
        className={styles.short}
        error={wrongAmount && problemSentence(wrongAmount)}
      >
        {(control) => (
          <FigureInput
            control={control}
            value={wanted.amount}
            onChange={(amount) => onChange({ ...wanted, amount })}
            decimals={2}
          />
        )}
      </Field>
      <Field
        label={m.invoice_list_add_date()}
        className={styles.short}
        error={wrongDate && problemSentence(wrongDate)}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            value={wanted.date}
            onChange={(event) => onChange({ ...wanted, date: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" disabled={empty} busy={searching}>
        {m.invoice_list_find()}
      </Button>
    </form>
  );
}
