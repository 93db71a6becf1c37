import { useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import { Field, Select } from '../ui/fields/field.tsx';
import { DaysField } from './days-field.tsx';
import styles from './term-field.module.css';
import type { TypedTerm } from './typed-term.ts';

type Term = { id: string; name: string };

type TermFieldProps = {
  term: TypedTerm;
  set: (term: TypedTerm) => void;
  /** Terms of the connected QuickBooks company; empty when not connected. */
  terms: Term[];
};

/** Days after the issue date, or a QuickBooks term. */
export function TermField({ term, set, terms }: TermFieldProps) {
  const group = useId();
  const noTerms = terms.length === 0 && !term.quickbooks;
  const choice = (kind: TypedTerm['kind'], label: string, disabled = false) => (
    <label className={styles.choice}>
      <input
        type="radio"
        name={group}
        checked={term.kind === kind}
        disabled={disabled}
        onChange={() => set({ ...term, kind })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <div role="radiogroup" aria-label={m.preferences_term_title()} className={styles.choices}>
      <div>
        {choice('days', m.preferences_term_days())}
        {term.kind === 'days' ? (
          <DaysField days={term.days} set={(days) => set({ ...term, days })} />
        ) : null}
      </div>
      <div>
        {choice('quickbooks', m.preferences_term_quickbooks(), noTerms)}
        {noTerms ? <p className={styles.hint}>{m.preferences_term_connect()}</p> : null}
        {term.kind === 'quickbooks' ? <QuickbooksTerm term={term} set={set} terms={terms} /> : null}
      </div>
    </div>
  );
}

function QuickbooksTerm({ term, set, terms }: TermFieldProps) {
  const chosen = term.quickbooks;
  const gone = chosen && !terms.some(({ id }) => id === chosen.id);
  return (
    <Field className={styles.below} label={m.preferences_term_which()}>
      {(control) => (
        <Select
          {...control}
          value={chosen?.id ?? ''}
          onChange={({ target }) =>
            set({ ...term, quickbooks: terms.find(({ id }) => id === target.value) ?? chosen })
          }
        >
          {chosen ? null : <option value="">{m.preferences_term_choose()}</option>}
          {gone ? (
            <option value={chosen.id}>
              {terms.length > 0 ? m.preferences_term_gone({ name: chosen.name }) : chosen.name}
            </option>
          ) : null}
          {terms.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
