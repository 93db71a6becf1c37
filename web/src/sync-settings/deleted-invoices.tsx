import type { SyncSettings } from '@dealbill/server/contract/sync-settings';
import { m } from '../messages/compiled/messages.js';
import { ChoiceGroup } from '../ui/fields/choice-group.tsx';
import type { Current } from './queries.ts';
import styles from './sync-settings-card.module.css';
import type { Saving } from './use-saving.ts';

const choices: [SyncSettings['deleted'], () => string][] = [
  ['show', m.sync_settings_deleted_show],
  ['unlink', m.sync_settings_deleted_unlink],
];

/** What happens at the deals of an invoice that somebody deletes in QuickBooks. */
export function DeletedInvoices({ current, saving }: { current: Current; saving: Saving }) {
  const { deleted } = saving.settings;
  const invoice = current.own?.invoice;
  const number = invoice?.number || m.invoices_without_number();
  return (
    <div className={styles.part}>
      <ChoiceGroup
        label={m.sync_settings_deleted()}
        choices={choices}
        chosen={deleted}
        choose={(choice) => saving.save({ deleted: choice })}
      />
      {invoice ? (
        <p className={styles.example}>
          {deleted === 'show'
            ? m.sync_settings_deleted_show_example({ number })
            : m.sync_settings_deleted_unlink_example({ number })}
        </p>
      ) : null}
    </div>
  );
}
