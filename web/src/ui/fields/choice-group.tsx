import { useId } from 'react';
import styles from './choice-group.module.css';

type ChoiceGroupProps<Choice extends string> = {
  label: string;
  choices: [Choice, () => string][];
  chosen: Choice;
  choose: (choice: Choice) => void;
};

/** Radio buttons with a heading. */
export function ChoiceGroup<Choice extends string>(props: ChoiceGroupProps<Choice>) {
  const { label, choices, chosen, choose } = props;
  const group = useId();
  return (
    <div role="radiogroup" aria-labelledby={group} className={styles.choices}>
      <h3 id={group} className={styles.label}>
        {label}
      </h3>
      {choices.map(([choice, text]) => (
        <label key={choice} className={styles.choice}>
          <input
            type="radio"
            name={group}
            checked={chosen === choice}
            onChange={() => choose(choice)}
          />
          <span>{text()}</span>
        </label>
      ))}
    </div>
  );
}
