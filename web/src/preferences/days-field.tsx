import { addDays } from '@dealbill/server/shared/dates/due-date';
import { todayHere } from '../lib/clock.ts';
import { plainDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Field, Input } from '../ui/fields/field.tsx';
import styles from './term-field.module.css';
import { daysOf } from './typed-term.ts';

const exampleOf = (days: number): string => {
  const today = todayHere();
  return m.preferences_term_example({
    issued: plainDate(today, today),
    due: plainDate(addDays(today, days), today),
  });
};

/** The number of days until payment, with the resulting date for today. */
export function DaysField({ days, set }: { days: string; set: (days: string) => void }) {
  const whole = daysOf(days);
  return (
    <Field
      className={styles.below}
      label={m.preferences_term_days_number()}
      help={whole === null ? undefined : exampleOf(whole)}
      error={whole === null ? m.preferences_term_days_wrong() : undefined}
    >
      {(control) => (
        <Input
          {...control}
          className={styles.days}
          inputMode="numeric"
          value={days}
          onChange={({ target }) => set(target.value)}
        />
      )}
    </Field>
  );
}
