import type { NoteDetail } from '@dealbill/server/contract/preferences';
import { useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import styles from './term-field.module.css';

const choices: [NoteDetail, () => string][] = [
  ['none', m.preferences_notes_none],
  ['number', m.preferences_notes_number],
  ['amount', m.preferences_notes_amount],
];

type NotesFieldProps = { notes: NoteDetail; set: (notes: NoteDetail) => void };

/** Selects what Dealbill's notes on a deal show to everybody who sees the deal. */
export function NotesField({ notes, set }: NotesFieldProps) {
  const group = useId();
  return (
    <div role="radiogroup" aria-label={m.preferences_notes_title()} className={styles.choices}>
      {choices.map(([detail, label]) => (
        <label key={detail} className={styles.choice}>
          <input
            type="radio"
            name={group}
            checked={notes === detail}
            onChange={() => set(detail)}
          />
          <span>{label()}</span>
        </label>
      ))}
    </div>
  );
}
