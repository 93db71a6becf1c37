import { m } from '../../messages/compiled/messages.js';
import { Field, Input, Select } from '../../ui/fields/field.tsx';
import type { InvoiceDocument } from '../document.ts';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import styles from './details-section.module.css';

type Term = InvoiceDocument['details']['term'];

const optionOf = (term: Term) => (term.kind === 'quickbooks' ? `id:${term.id}` : term.kind);

const termOf = (option: string, days: number): Term => {
  if (option === 'none') return { kind: 'none' };
  if (option === 'days') return { kind: 'days', days };
  return { kind: 'quickbooks', id: option.slice('id:'.length) };
};

/** Initial number of days, QuickBooks' own default. */
const usualDays = 30;

/**
 * No term, a QuickBooks term, or with `days` a number of days, which only a new invoice can have.
 */
export function TermField({ days = false }: { days?: boolean }) {
  const { dispatch } = useEditor();
  const error = useErrorAt('details.term');
  const term = useEdited(({ document }) => document.details.term);
  const terms = useEdited(({ company }) => company.terms);
  const choose = (next: Term) => dispatch({ type: 'term_chosen', term: next });
  const gone = term.kind === 'quickbooks' && !terms.some(({ id }) => id === term.id);
  return (
    <Field label={m.editor_term()} error={error}>
      {(control) => (
        <div className={styles.term}>
          <Select
            {...control}
            data-path="details.term"
            value={optionOf(term)}
            onChange={({ target }) => choose(termOf(target.value, usualDays))}
          >
            <option value="none">{m.editor_term_none()}</option>
            {days ? <option value="days">{m.editor_term_days()}</option> : null}
            {gone ? <option value={optionOf(term)}>{m.editor_term_gone()}</option> : null}
            {terms.length > 0 ? (
              <optgroup label={m.editor_term_quickbooks()}>
                {terms.map(({ id, name }) => (
                  <option key={id} value={`id:${id}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ) : null}
          </Select>
          {term.kind === 'days' ? (
            <DaysInput days={term.days} onDays={(count) => choose({ kind: 'days', days: count })} />
          ) : null}
        </div>
      )}
    </Field>
  );
}

function DaysInput({ days, onDays }: { days: number; onDays: (days: number) => void }) {
  return (
    <Input
      type="number"
      min={0}
      max={999}
      className={styles.days}
      aria-label={m.editor_term_days_count()}
      defaultValue={days}
      onChange={({ target }) => {
        if (target.value !== '' && target.validity.valid) onDays(target.valueAsNumber);
      }}
      onBlur={({ target }) => {
        // An invalid number was not stored, so the field returns to the stored one.
        if (target.value === '' || !target.validity.valid) target.value = String(days);
      }}
    />
  );
}
