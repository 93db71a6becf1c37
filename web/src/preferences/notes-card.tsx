import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { Card } from '../ui/layout/card.tsx';
import { NoteEventsField } from './note-events-field.tsx';
import { NotesField } from './notes-field.tsx';
import styles from './preferences-card.module.css';
import type { PreferencesCardProps } from './preferences-card.tsx';
import { SaveBar } from './save-bar.tsx';

/** What the notes on deals say, and about which events; saved with the defaults of new invoices. */
export function NotesCard({ shown, preferences, onlyFor }: PreferencesCardProps) {
  const { notes, setNotes, noteEvents, setNoteEvents } = preferences;
  return (
    <Card title={m.preferences_notes_title()} text={m.preferences_notes_text()}>
      {onlyFor ? <Notice kind="info" title={m.preferences_read_only({ name: onlyFor })} /> : null}
      <fieldset disabled={onlyFor !== null} className={styles.fields}>
        <legend className="unseen">{m.preferences_notes_title()}</legend>
        <NotesField notes={notes} set={setNotes} />
        {notes === 'none' ? null : (
          <NoteEventsField
            events={noteEvents}
            set={setNoteEvents}
            detail={notes}
            examples={shown.noteExamples}
            isColleague={onlyFor !== null}
          />
        )}
        {onlyFor ? null : <SaveBar shown={shown} preferences={preferences} />}
      </fieldset>
    </Card>
  );
}
