import { goToSettings } from '../host/dialogs.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';

type UpdatesOffProps = { refresh: () => void; refreshing: boolean };

/** Says that changes in QuickBooks are not read in the background. */
export default function UpdatesOff({ refresh, refreshing }: UpdatesOffProps) {
  return (
    <Notice
      kind="info"
      title={m.invoice_offers_updates_off_title()}
      action={
        <>
          <Button busy={refreshing} onClick={refresh}>
            {m.invoice_offers_refresh()}
          </Button>
          <Button variant="quiet" onClick={() => void goToSettings()}>
            {m.invoice_offers_settings()}
          </Button>
        </>
      }
    >
      {m.invoice_offers_updates_off_text()}
    </Notice>
  );
}
