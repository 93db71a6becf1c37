import { useQuery } from '@tanstack/react-query';
import { fullInstant, money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { LoadedCard } from '../ui/layout/loaded-card.tsx';
import { CreatedInvoices } from './created-invoices.tsx';
import { DeletedInvoices } from './deleted-invoices.tsx';
import { type Current, shownSyncSettings } from './queries.ts';
import styles from './sync-settings-card.module.css';
import { useSaving } from './use-saving.ts';

/** What Dealbill reads from QuickBooks by itself, and what follows. */
export function SyncSettingsCard() {
  const query = useQuery(shownSyncSettings);
  return (
    <LoadedCard title={m.sync_settings_title()} text={m.sync_settings_text()} query={query}>
      {({ current }) =>
        current ? <SyncSettingsForm current={current} /> : <p>{m.sync_settings_connect()}</p>
      }
    </LoadedCard>
  );
}

function SyncSettingsForm({ current }: { current: Current }) {
  const { owner, isPreset } = current;
  const saving = useSaving(current.settings);
  return (
    <>
      {owner.isYou ? null : <p>{m.sync_settings_read_only({ name: owner.name })}</p>}
      <fieldset disabled={!owner.isYou} className={styles.settings}>
        <legend className="unseen">{m.sync_settings_title()}</legend>
        <Updates current={current} saving={saving} />
        <CreatedInvoices current={current} saving={saving} />
        <DeletedInvoices current={current} saving={saving} />
        <div className={styles.part}>
          <p className={styles.soft}>
            {isPreset ? m.sync_settings_preset() : m.sync_settings_reset_text()}
          </p>
          {owner.isYou && !isPreset ? (
            <p>
              <Button busy={saving.isPending} onClick={() => saving.save('reset')}>
                {m.sync_settings_reset()}
              </Button>
            </p>
          ) : null}
        </div>
      </fieldset>
      <p role="status" className={styles.soft}>
        {saving.state}
      </p>
      {saving.failure ? <Notice kind="error" title={saving.failure} /> : null}
    </>
  );
}

type PartProps = { current: Current; saving: ReturnType<typeof useSaving> };

function Updates({ current, saving }: PartProps) {
  const { lastReadAt, own } = current;
  const { updates } = saving.settings;
  return (
    <div className={styles.part}>
      <label className={styles.choice}>
        <input
          type="checkbox"
          checked={updates}
          aria-describedby="sync-updates-help"
          onChange={() => saving.save({ updates: !updates })}
        />
        <span className={styles.label}>{m.sync_settings_updates()}</span>
      </label>
      <div id="sync-updates-help" className={styles.below}>
        <p>{updates ? m.sync_settings_updates_on() : m.sync_settings_updates_off()}</p>
        {own?.invoice && updates ? (
          <p className={styles.example}>
            {m.sync_settings_updates_example({
              number: own.invoice.number || m.invoices_without_number(),
              customer: own.invoice.customerName,
              total: money(own.invoice.total, own.invoice.currency),
            })}
          </p>
        ) : null}
        {lastReadAt ? <p>{m.sync_settings_last_read({ when: fullInstant(lastReadAt) })}</p> : null}
      </div>
    </div>
  );
}
