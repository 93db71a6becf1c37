import type { ReminderName } from '@dealbill/server/contract/reminders';
import {
  longestReminderText,
  namesAmount,
  unknownPlaceholders,
} from '@dealbill/server/shared/text/reminder-text';
import { listed, number } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Field, Input, Select } from '../ui/fields/field.tsx';
import { IncludeExisting } from './include-existing.tsx';
import type { Shown, ShownReminder } from './queries.ts';
import { exampleText, failureText } from './reminder-texts.ts';
import styles from './reminders-card.module.css';
import { useReminder } from './use-reminder.ts';

type ReminderFormProps = {
  reminder: ShownReminder;
  shown: Shown;
  owner: NonNullable<Shown['owner']>;
};

const titles: Record<ReminderName, { label: () => string; help: () => string }> = {
  unsent: { label: m.reminders_unsent, help: m.reminders_unsent_help },
  due: { label: m.reminders_due, help: m.reminders_due_help },
  overdue: { label: m.reminders_overdue, help: m.reminders_overdue_help },
};

const placeholders = '{number}, {customer}, {days}';
const amount = '{amount}';

/** One reminder: when, for whom and with which text, and the switch. */
export function ReminderForm({ reminder, shown, owner }: ReminderFormProps) {
  const { label, help } = titles[reminder.name];
  const { edited, change, days, include, setInclude, save, saving } = useReminder(reminder);
  const { types, example, amountsAllowed } = shown;
  const problem = problemOf(edited.text, amountsAllowed);
  const canSave = days !== null && problem === undefined;
  const submit = (enabled: boolean) => {
    if (canSave || !enabled) save(enabled);
  };
  return (
    <fieldset className={styles.reminder} disabled={!owner.isYou || types === null}>
      <legend className="unseen">{label()}</legend>
      <div className={styles.title}>
        <h3>{label()}</h3>
        <span className={styles.soft}>
          {reminder.enabled ? m.reminders_on() : m.reminders_off()}
        </span>
      </div>
      <div className={styles.fields}>
        <Field
          label={m.reminders_days()}
          help={help()}
          error={days === null ? m.reminders_days_invalid() : undefined}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              value={edited.days}
              onChange={({ target }) => change({ days: target.value })}
            />
          )}
        </Field>
        <Field label={m.reminders_assignee()}>
          {(control) => (
            <Select
              {...control}
              value={edited.assignee}
              onChange={({ target }) => change({ assignee: target.value })}
            >
              <option value="connection_owner">
                {m.reminders_assignee_connection_owner({ name: owner.name })}
              </option>
              <option value="deal_owner">{m.reminders_assignee_deal_owner()}</option>
              {usersWith(reminder, shown.users).map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={m.reminders_type()}>
          {(control) => (
            <Select
              {...control}
              value={edited.activityType}
              onChange={({ target }) => change({ activityType: target.value })}
            >
              {typesWith(reminder, types ?? []).map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field
        label={m.reminders_subject()}
        error={problem}
        help={
          amountsAllowed
            ? m.reminders_subject_amounts({ placeholders: `${placeholders}, ${amount}` })
            : m.reminders_subject_no_amounts({ placeholders, amount })
        }
      >
        {(control) => (
          <Input
            {...control}
            value={edited.text}
            onChange={({ target }) => change({ text: target.value })}
          />
        )}
      </Field>
      {owner.isYou ? (
        <>
          <p className={styles.example}>
            {example
              ? m.reminders_example({ text: exampleText(edited.text, edited.days, shown) })
              : m.reminders_example_none()}
          </p>
          {days === null ? null : (
            <IncludeExisting
              name={reminder.name}
              days={days}
              checked={include}
              change={setInclude}
            />
          )}
          <div className={styles.actions}>
            <Button
              busy={saving.isPending}
              aria-disabled={!canSave || undefined}
              onClick={() => submit(true)}
            >
              {reminder.enabled ? m.reminders_save() : m.reminders_switch_on()}
            </Button>
            {reminder.enabled ? (
              <Button variant="quiet" busy={saving.isPending} onClick={() => submit(false)}>
                {m.reminders_switch_off()}
              </Button>
            ) : null}
          </div>
          {saving.error ? (
            <p role="alert">{failureText(saving.error)}</p>
          ) : saving.saved === null ? null : (
            <p role="status" className={styles.soft}>
              {saving.saved ? m.reminders_saved_on() : m.reminders_saved_off()}
            </p>
          )}
        </>
      ) : null}
    </fieldset>
  );
}

/** Why the text cannot be saved; undefined when it can. */
const problemOf = (text: string, amountsAllowed: boolean): string | undefined => {
  const length = text.trim().length;
  if (length === 0) return m.reminders_subject_missing();
  if (length > longestReminderText) {
    const [count, limit] = [number(`${length}`), number(`${longestReminderText}`)];
    return m.reminders_subject_too_long({ count, limit });
  }
  if (namesAmount(text) && !amountsAllowed) return m.reminders_amount_hidden();
  const unknown = unknownPlaceholders(text);
  return unknown.length > 0 ? m.reminders_subject_unknown({ names: listed(unknown) }) : undefined;
};

/** The listed users, with the saved one even if it is no longer listed. */
const usersWith = ({ assigneeId, assigneeName }: ShownReminder, users: Shown['users']) =>
  assigneeId === null || users.some(({ id }) => id === assigneeId)
    ? users
    : [...users, { id: assigneeId, name: assigneeName }];

const typesWith = ({ activityType }: ShownReminder, types: NonNullable<Shown['types']>) =>
  types.some(({ key }) => key === activityType)
    ? types
    : [...types, { key: activityType, name: activityType }];
