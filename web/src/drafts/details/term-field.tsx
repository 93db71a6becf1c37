import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Field, Input, Select } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import styles from './details-section.module.css';

type Term = DraftContent['details']['term'];

const optionOf = (term: Term) => (term.kind === 'quickbooks' ? `id:${term.id}` : term.kind);

const termOf = (option: string, days: number): Term => {
  if (option === 'none') return { kind: 'none' };
  if (option === 'days') return { kind: 'days', days };
  return { kind: 'quickbooks', id: option.slice('id:'.length) };
};

/** Initial number of days, QuickBooks' own default. */
const usualDays = 30;

/** No term, a number of days, or a QuickBooks term. */
export function TermField({ onTerm }: { onTerm: (term: Term) => void }) {
  const { opened } = useOpenDraft();
  const errorAt = useErrorAt();
  const { field } = useController<DraftContent, 'details.term'>({ name: 'details.term' });
  const term = field.value;
  const { terms } = opened.profile;
  const change = (next: Term) => {
    field.onChange(next);
    onTerm(next);
  };
  const gone = term.kind === 'quickbooks' && !terms.some(({ id }) => id === term.id);
  return (
    <Field label={m.drafts_term()} error={errorAt('details.term')}>
      {(control) => (
        <div className={styles.term}>
          <Select
            {...control}
            data-path="details.term"
            value={optionOf(term)}
            onChange={(event) => change(termOf(event.target.value, usualDays))}
          >
            <option value="none">{m.drafts_term_none()}</option>
            <option value="days">{m.drafts_term_days()}</option>
            {gone ? <option value={optionOf(term)}>{m.drafts_term_gone()}</option> : null}
            {terms.length > 0 ? (
              <optgroup label={m.drafts_term_quickbooks()}>
                {terms.map(({ id, name }) => (
                  <option key={id} value={`id:${id}`}>
                    {name}
                  </option>
                ))}
              </optgroup>
            ) : null}
          </Select>
          {term.kind === 'days' ? (
            <DaysInput days={term.days} onDays={(days) => change({ kind: 'days', days })} />
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
      aria-label={m.drafts_term_days_count()}
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
