import {
  longestPattern,
  numberPlaceholders,
  type PatternProblem,
} from '@dealbill/server/shared/text/number-pattern';
import { useId } from 'react';
import { listed } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Field, Input } from '../ui/fields/field.tsx';
import { NumberExample } from './number-example.tsx';
import styles from './preferences-card.module.css';
import type { Shown } from './queries.ts';
import termStyles from './term-field.module.css';
import { typedProblem } from './typed-numbers.ts';
import type { Preferences } from './use-preferences.ts';

type NumbersFieldProps = { shown: Shown; preferences: Preferences; withExample: boolean };

const counter = '{counter:4}';

const placeholders = listed(
  numberPlaceholders.map((name) => (name === 'counter' ? counter : `{${name}}`)),
);

/** How new invoices get their numbers: as QuickBooks is set up, or by a pattern. */
export function NumbersField({ shown, preferences, withExample }: NumbersFieldProps) {
  const { numbers, setNumbers, numberPattern } = preferences;
  const { customNumbers, numberFields } = shown;
  const group = useId();
  const saved = (shown.saved ?? shown.suggested).numberPattern;
  const problem = typedProblem(numbers, saved, numberFields);
  const choice = (kind: typeof numbers.kind, label: string) => (
    <label className={termStyles.choice}>
      <input
        type="radio"
        name={group}
        checked={numbers.kind === kind}
        onChange={() => setNumbers({ ...numbers, kind })}
      />
      <span>{label}</span>
    </label>
  );
  return (
    <div className={styles.term}>
      <h3>{m.preferences_numbers_title()}</h3>
      {customNumbers === null ? null : (
        <p className={styles.soft}>
          {customNumbers ? m.preferences_numbers_custom() : m.preferences_numbers_automatic()}
        </p>
      )}
      <div
        role="radiogroup"
        aria-label={m.preferences_numbers_title()}
        className={termStyles.choices}
      >
        {choice('next', nextLabel(customNumbers))}
        <div>
          {choice('pattern', m.preferences_numbers_by_pattern())}
          {numbers.kind === 'pattern' ? (
            <>
              <Field
                className={styles.pattern}
                label={m.preferences_numbers_pattern()}
                help={helpOf(numberFields[0]?.name)}
                error={problem ? problemText(problem) : undefined}
              >
                {(control) => (
                  <Input
                    {...control}
                    value={numbers.pattern}
                    spellCheck={false}
                    autoComplete="off"
                    onChange={({ target }) => setNumbers({ ...numbers, pattern: target.value })}
                  />
                )}
              </Field>
              {withExample && !problem && numberPattern ? (
                <NumberExample dealId={shown.previewDealId} numberPattern={numberPattern} />
              ) : null}
            </>
          ) : null}
        </div>
      </div>
    </div>
  );
}

const nextLabel = (customNumbers: boolean | null): string => {
  if (customNumbers === null) return m.preferences_numbers_either();
  return customNumbers ? m.preferences_numbers_next() : m.preferences_numbers_assigned();
};

const helpOf = (field: string | undefined): string =>
  [
    m.preferences_numbers_help({ placeholders }),
    field && m.preferences_numbers_help_field({ field: `{${field}}` }),
  ]
    .filter(Boolean)
    .join(' ');

const problemText = (problem: PatternProblem): string => {
  switch (problem.kind) {
    case 'missing':
      return m.preferences_numbers_missing({ example: `INV-${counter}` });
    case 'too_long':
      return m.preferences_numbers_too_long({ limit: String(longestPattern) });
    case 'counters':
      return m.preferences_numbers_counters();
    case 'always_same':
      return m.preferences_numbers_always_same({ counter, deal: '{deal id}' });
    default:
      return m.preferences_numbers_unknown({ names: listed(problem.names) });
  }
};
