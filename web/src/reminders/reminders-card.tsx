import { useQuery } from '@tanstack/react-query';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { LoadedCard } from '../ui/layout/loaded-card.tsx';
import { type Shown, shownReminders } from './queries.ts';
import { ReminderForm } from './reminder-form.tsx';
import styles from './reminders-card.module.css';

/** Which reminders are added to deals as activities, for whom, and with which text. */
export function RemindersCard() {
  const query = useQuery(shownReminders);
  return (
    <LoadedCard title={m.reminders_title()} text={m.reminders_text()} query={query}>
      {(shown) => <Reminders shown={shown} />}
    </LoadedCard>
  );
}

function Reminders({ shown }: { shown: Shown }) {
  const { owner, settings, types, example } = shown;
  if (!owner) return <p>{m.reminders_connect()}</p>;
  return (
    <>
      <dl className={styles.rules}>
        <dt>{m.reminders_seen_title()}</dt>
        <dd>{m.reminders_seen()}</dd>
        <dt>{m.reminders_when_title()}</dt>
        <dd>{m.reminders_when()}</dd>
      </dl>
      {owner.isYou ? null : <p>{m.reminders_read_only({ name: owner.name })}</p>}
      {types === null ? (
        <Notice kind="warning" title={m.reminders_forbidden_title()}>
          {m.reminders_forbidden()}
        </Notice>
      ) : null}
      {owner.isYou && example ? <p className={styles.soft}>{m.reminders_examples()}</p> : null}
      {settings.map((reminder) => (
        <ReminderForm key={reminder.name} reminder={reminder} shown={shown} owner={owner} />
      ))}
    </>
  );
}
