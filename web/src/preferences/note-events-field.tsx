import { type NoteDetail, type NoteEvent, noteEvents } from '@dealbill/server/contract/preferences';
import { useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import styles from './note-events-field.module.css';
import type { Shown } from './queries.ts';

const labels: Record<NoteEvent, () => string> = {
  created: m.preferences_notes_created,
  sent: m.preferences_notes_sent,
  partly_paid: m.preferences_notes_partly_paid,
  paid: m.preferences_notes_paid,
  voided: m.preferences_notes_voided,
  deleted: m.preferences_notes_deleted,
};

type NoteEventsFieldProps = {
  events: NoteEvent[];
  set: (events: NoteEvent[]) => void;
  detail: Exclude<NoteDetail, 'none'>;
  examples: Shown['noteExamples'];
  /** Colleagues see no examples, because these are about an invoice. */
  isColleague: boolean;
};

/** Selects the events of an invoice that Dealbill writes notes about, with an example of each. */
export function NoteEventsField({
  events,
  set,
  detail,
  examples,
  isColleague,
}: NoteEventsFieldProps) {
  const id = useId();
  const toggle = (event: NoteEvent) =>
    set(noteEvents.filter((one) => (one === event) !== events.includes(one)));
  return (
    <fieldset className={styles.events}>
      <legend className={styles.legend}>{m.preferences_notes_events()}</legend>
      {isColleague ? null : (
        <p className={styles.about}>
          {examples ? m.preferences_notes_examples() : m.preferences_notes_examples_none()}
        </p>
      )}
      {noteEvents.map((event) => {
        const example = examples?.find((one) => one.event === event)?.[detail];
        return (
          <div key={event} className={styles.event}>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={events.includes(event)}
                onChange={() => toggle(event)}
                aria-describedby={example ? `${id}-${event}` : undefined}
              />
              <span>{labels[event]()}</span>
            </label>
            {example ? (
              <p id={`${id}-${event}`} className={styles.example}>
                {m.preferences_notes_example({ text: example })}
              </p>
            ) : null}
          </div>
        );
      })}
      {events.length === 0 ? (
        <p className={styles.example}>{m.preferences_notes_no_events()}</p>
      ) : null}
    </fieldset>
  );
}
