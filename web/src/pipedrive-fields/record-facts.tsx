import { FactRow } from './fact-row.tsx';
import { recordTexts } from './fact-texts.ts';
import styles from './fields-card.module.css';
import type { ShownRecord } from './queries.ts';

type RecordFactsProps = {
  record: ShownRecord;
  /** Whether this user may change the fields. */
  isYours: boolean;
};

/** The facts about one kind of record, with what they count and the record of the examples. */
export function RecordFacts({ record, isYours }: RecordFactsProps) {
  const { of, facts, example } = record;
  const texts = recordTexts[of];
  return (
    <fieldset disabled={!isYours} className={styles.facts}>
      <legend className={styles.legend}>{texts.title()}</legend>
      <p className={styles.soft}>
        {texts.rules()}
        {isYours ? ` ${example ? texts.example(example) : texts.noExample()}` : null}
      </p>
      <ul className={styles.list}>
        {facts.map((fact) => (
          <FactRow key={fact.name} of={of} fact={fact} hasExample={example !== null} />
        ))}
      </ul>
    </fieldset>
  );
}
