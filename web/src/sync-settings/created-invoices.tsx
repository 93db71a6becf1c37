import type { SyncSettings } from '@dealbill/server/contract/sync-settings';
import { useState } from 'react';
import { fullDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { ChoiceGroup } from '../ui/fields/choice-group.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import type { Current } from './queries.ts';
import styles from './sync-settings-card.module.css';
import type { Saving } from './use-saving.ts';

const choices: [SyncSettings['created'], () => string][] = [
  ['offer', m.sync_settings_created_offer],
  ['link', m.sync_settings_created_link],
  ['nothing', m.sync_settings_created_nothing],
];

/** What happens with an invoice that somebody creates in QuickBooks, and from which day on. */
export function CreatedInvoices({ current, saving }: { current: Current; saving: Saving }) {
  const { own } = current;
  const { created, updates } = saving.settings;
  return (
    <div className={styles.part}>
      <ChoiceGroup
        label={m.sync_settings_created()}
        choices={choices}
        chosen={created}
        choose={(choice) => saving.save({ created: choice })}
      />
      {own?.invoice && created !== 'nothing' ? (
        <p className={styles.example}>
          {created === 'offer'
            ? m.sync_settings_created_offer_example({ customer: own.invoice.customerName })
            : m.sync_settings_created_link_example({ customer: own.invoice.customerName })}
        </p>
      ) : null}
      {updates || created === 'nothing' ? null : <p>{m.sync_settings_created_while_off()}</p>}
      {created === 'nothing' ? null : (
        <FirstDay key={saving.settings.from} current={current} saving={saving} />
      )}
    </div>
  );
}

/** An emptied or half-typed date is not saved. */
function FirstDay({ current, saving }: { current: Current; saving: Saving }) {
  const { own, connectedOn } = current;
  const { from } = saving.settings;
  const [typed, setTyped] = useState(from);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(typed);
  return (
    <>
      <Field
        className={styles.day}
        label={m.sync_settings_from()}
        help={m.sync_settings_from_preset({ day: fullDate(connectedOn) })}
        error={isDay ? undefined : m.sync_settings_from_missing()}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            onBlur={() => {
              if (isDay && typed !== from) saving.save({ from: typed });
            }}
          />
        )}
      </Field>
      {own ? (
        <p className={styles.soft}>
          {own.offered === 0
            ? m.sync_settings_offered_none()
            : m.sync_settings_offered({ count: own.offered })}
          {own.earlier > 0
            ? ` ${m.sync_settings_earlier({ count: own.earlier, day: fullDate(from) })}`
            : null}
        </p>
      ) : null}
    </>
  );
}
