import { openModal } from '../host/dialogs.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Card } from '../ui/layout/card.tsx';

/** Link from the settings to all invoices of the company. */
export function AllInvoicesCard() {
  return (
    <Card title={m.invoice_list_settings_title()} text={m.invoice_list_settings_text()}>
      <div>
        <Button onClick={() => openModal({ show: 'company' })}>
          {m.invoice_list_settings_open()}
        </Button>
      </div>
    </Card>
  );
}
