import { dateProblem } from '@dealbill/server/shared/dates/due-date';
import { useState } from 'react';
import { problemSentence } from '../../lib/field-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Input, Select } from '../../ui/fields/field.tsx';
import styles from '../invoice-list.module.css';
import type { Period } from '../queries.ts';

const kinds: Record<Period['kind'], () => string> = {
  month: m.invoice_list_period_month,
  quarter: m.invoice_list_period_quarter,
  year: m.invoice_list_period_year,
  last_12_months: m.invoice_list_period_last_12_months,
  all: m.invoice_list_period_all,
  own: m.invoice_list_period_own,
};

type Own = Extract<Period, { kind: 'own' }>;

type PeriodChoiceProps = { period: Period; today: string; onChange: (period: Period) => void };

/** Selects the range of issue dates. */
export function PeriodChoice({ period, today, onChange }: PeriodChoiceProps) {
  const [own, keepOwn] = useState<Own>(() => ({
    kind: 'own',
    from: `${today.slice(0, 4)}-01-01`,
    to: today,
  }));
  const choose = (kind: Period['kind']) => {
    // Restores the user's own dates after another period was selected in between.
    if (period.kind === 'own') keepOwn(period);
    onChange(kind === 'own' ? own : { kind });
  };
  return (
    <>
      <Field label={m.invoice_list_period()}>
        {(control) => (
          <Select
            {...control}
            value={period.kind}
            onChange={(event) => choose(event.target.value as Period['kind'])}
          >
            {Object.entries(kinds).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words()}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {period.kind === 'own' ? <OwnDates period={period} onChange={onChange} /> : null}
    </>
  );
}

/** The problem of one end of the period; undefined when empty. */
const problemOf = (date: string): string | undefined => {
  const problem = date === '' ? null : dateProblem(date);
  return problem ? problemSentence({ path: 'period', problem }) : undefined;
};

type OwnDatesProps = {
  period: Own;
  onChange: (period: Period) => void;
};

/** First and last date, both included, each optional. An invalid period requests nothing. */
function OwnDates({ period, onChange }: OwnDatesProps) {
  const [typed, setTyped] = useState({ from: period.from, to: period.to });
  const backwards = typed.from !== '' && typed.to !== '' && typed.from > typed.to;
  const type = (differs: Partial<typeof typed>) => {
    const next = { ...typed, ...differs };
    setTyped(next);
    const ordered = next.from === '' || next.to === '' || next.from <= next.to;
    if (ordered && !problemOf(next.from) && !problemOf(next.to)) {
      onChange({ kind: 'own', ...next });
    }
  };
  return (
    <div className={styles.dates}>
      <Field label={m.invoice_list_period_from()} error={problemOf(typed.from)}>
        {(control) => (
          <Input
            {...control}
            type="date"
            value={typed.from}
            onChange={(event) => type({ from: event.target.value })}
          />
        )}
      </Field>
      <Field
        label={m.invoice_list_period_to()}
        error={problemOf(typed.to) ?? (backwards ? m.invoice_list_period_backwards() : undefined)}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            min={typed.from}
            value={typed.to}
            onChange={(event) => type({ to: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}
