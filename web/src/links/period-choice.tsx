import { Field, Input, Select } from '../ui/field.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './invoice-list.module.css';
import type { Period } from './queries.ts';

const kinds: Record<Period['kind'], () => string> = {
  month: m.links_period_month,
  quarter: m.links_period_quarter,
  year: m.links_period_year,
  last_12_months: m.links_period_last_12_months,
  all: m.links_period_all,
  own: m.links_period_own,
};

type PeriodChoiceProps = { period: Period; today: string; onChange: (period: Period) => void };

/** Which issue dates are shown. */
export function PeriodChoice({ period, today, onChange }: PeriodChoiceProps) {
  const choose = (kind: Period['kind']) =>
    onChange(kind === 'own' ? { kind, from: `${today.slice(0, 4)}-01-01`, to: today } : { kind });
  return (
    <>
      <Field label={m.links_period()}>
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
      {period.kind === 'own' ? (
        <div className={styles.dates}>
          <Field label={m.links_period_from()}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={period.from}
                onChange={(event) => onChange({ ...period, from: event.target.value })}
              />
            )}
          </Field>
          <Field label={m.links_period_to()}>
            {(control) => (
              <Input
                {...control}
                type="date"
                value={period.to}
                onChange={(event) => onChange({ ...period, to: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : null}
    </>
  );
}
